import { encodePathPart, isHeld, labelOfRun, type StreamRegistry } from '@descant/lake'
import type { RawObjectEntry } from './list-raw.ts'

/** Raw objects of a stream that wait, because their schema is not accepted. */
export interface WaitingStream {
  readonly provider: string
  readonly stream: string
  /** The version of the schema, in the registry. */
  readonly version: number
  readonly objects: number
}

/**
 * Parts the raw objects that may go on from those whose schema took something away and that nobody
 * has accepted. The number of the schema stands in the name of each object; objects of a run without
 * a registry have none, and go on.
 */
export function holdBack(
  objects: readonly RawObjectEntry[],
  registries: readonly StreamRegistry[],
): { readonly ready: RawObjectEntry[]; readonly waiting: WaitingStream[] } {
  const ready: RawObjectEntry[] = []
  const waiting = new Map<string, WaitingStream>()
  for (const object of objects) {
    const { provider, stream } = object.name
    const version = labelOfRun(object.name.run)
    const registry = registryOf(registries, provider, stream)
    if (version === undefined || registry === undefined || !isHeld(registry, version)) {
      ready.push(object)
      continue
    }
    const group = JSON.stringify([provider, stream, version])
    const known = waiting.get(group)?.objects ?? 0
    waiting.set(group, { provider, stream: registry.stream, version, objects: known + 1 })
  }
  return { ready, waiting: [...waiting.values()] }
}

/** The registry of a stream. A name that is too long for a key stands cut in it. */
export const registryOf = (
  registries: readonly StreamRegistry[],
  provider: string,
  stream: string,
): StreamRegistry | undefined =>
  registries.find(
    (one) =>
      (one.provider === provider || encodePathPart(one.provider) === provider) &&
      (one.stream === stream || encodePathPart(one.stream, 120) === stream),
  )
