import {
  encodePathPart,
  type ListedObject,
  type ObjectStore,
  parseRawKey,
  type RawKey,
} from '@descant/lake'
import { TransformError } from '../errors.ts'
import type { Model } from '../model/define-model.ts'
import type { Source, SourceStream } from '../model/define-source.ts'

/** An object of the raw zone, with what its key says. */
export interface RawObjectEntry extends ListedObject {
  readonly name: RawKey
}

/** What is new of one stream of one provider. */
export interface RawStream {
  readonly provider: string
  readonly stream: SourceStream
  /** Batches of records. */
  readonly batches: readonly RawObjectEntry[]
  /** Announcements that a full extraction is complete. */
  readonly activations: readonly RawObjectEntry[]
  /** Whether a value that its column does not take is left out, and its record goes on. */
  readonly discardsValues?: boolean
}

/** Raw objects by what is made of them. */
export interface SortedRaw {
  readonly streams: readonly RawStream[]
  /** Streams that no table is made of. They are left for a version that knows them. */
  readonly unmapped: readonly { provider: string; stream: string; objects: number }[]
}

/** The prefix of all that the raw zone holds for a customer. */
export const rawPrefix = (customer: string): string => `${encodePathPart(customer)}/`

/** All objects of a customer in the raw zone; what is no batch of ours is passed over. */
export async function listRaw(raw: ObjectStore, customer: string): Promise<RawObjectEntry[]> {
  const found: RawObjectEntry[] = []
  for await (const object of raw.list(rawPrefix(customer))) {
    const name = parseRawKey(object.key)
    if (name !== undefined) found.push({ ...object, name })
  }
  return found
}

/**
 * Sorts raw objects by the stream that they hold.
 *
 * @param known the sources by their types.
 * @param types the type of a provider's source, where its name is not the type itself.
 * @throws {TransformError} `TRANSFORM_SOURCE_UNKNOWN` where a provider has no known type.
 */
export function sortRaw(
  objects: readonly RawObjectEntry[],
  known: Model['sources'],
  types: Readonly<Record<string, string>> = {},
): SortedRaw {
  const groups = new Map<string, RawObjectEntry[]>()
  for (const object of objects) {
    const group = JSON.stringify([object.name.provider, object.name.stream])
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [object])
    else members.push(object)
  }
  const streams: RawStream[] = []
  const unmapped: { provider: string; stream: string; objects: number }[] = []
  for (const group of groups.values()) {
    const { provider, stream: name } = (group[0] as RawObjectEntry).name
    const stream = sourceOf(provider, types, known).streams.find((stream) => stream.name === name)
    const kind = (wanted: RawKey['kind']) => group.filter((object) => object.name.kind === wanted)
    if (stream === undefined) unmapped.push({ provider, stream: name, objects: group.length })
    else streams.push({ provider, stream, batches: kind('batch'), activations: kind('activate') })
  }
  return { streams, unmapped }
}

function sourceOf(
  provider: string,
  types: Readonly<Record<string, string>>,
  known: ReadonlyMap<string, Source>,
): Source {
  const type = Object.hasOwn(types, provider) ? types[provider] : undefined
  const source = known.get(type ?? provider)
  if (source !== undefined) return source
  const named = type === undefined ? 'is of no type that is known' : `has the unknown type ${type}`
  throw new TransformError(
    'TRANSFORM_SOURCE_UNKNOWN',
    `The provider ${provider} in the raw zone ${named}. Known types: ${[...known.keys()].join(', ')}. Say which one it is: --source-type ${provider}=TYPE.`,
    { exitCode: 2 },
  )
}
