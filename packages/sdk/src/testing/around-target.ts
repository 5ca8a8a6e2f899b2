import type { PackedRecords, Reject, Sink, SinkRecord, Target } from '@descant/sdk'
import type { OpenTarget } from '../target/define-target.ts'

/** Whose sink it is. */
export interface SinkOwner {
  readonly stream: string
  /** Whether it takes records, or those that cannot go on. */
  readonly kind: 'records' | 'rejects'
}

/** What is put around the parts of a target; what is left out stays as it is. */
export interface TargetWrapping {
  readonly sink?: <Item extends SinkRecord | PackedRecords | Reject>(
    sink: Sink<Item>,
    owner: SinkOwner,
  ) => Sink<Item>
  readonly activateVersion?: (
    stream: string,
    version: number,
    proceed: () => Promise<void>,
  ) => Promise<void>
}

/** Puts something around the parts of a target that has been opened. */
export function aroundOpenTarget(open: OpenTarget, wrapping: TargetWrapping): OpenTarget {
  const { sink: wrap = (sink) => sink, activateVersion: wrapActivation } = wrapping
  const { packing } = open
  return {
    ...open,
    sink: (stream) => wrap(open.sink(stream), { stream: stream.name, kind: 'records' }),
    ...(packing
      ? {
          packing: {
            ...packing,
            sink: (stream) => wrap(packing.sink(stream), { stream: stream.name, kind: 'records' }),
          },
        }
      : {}),
    ...(open.rejects
      ? {
          rejects: (stream, type) => {
            const sink = open.rejects?.(stream, type)
            return sink && wrap(sink, { stream, kind: 'rejects' })
          },
        }
      : {}),
    ...(open.activateVersion
      ? {
          activateVersion: async (stream, version) => {
            const proceed = async () => open.activateVersion?.(stream, version)
            await (wrapActivation ? wrapActivation(stream, version, proceed) : proceed())
          },
        }
      : {}),
    close: () => open.close(),
  }
}

/** Puts something around the parts of a target, from when it opens. */
export const aroundTarget = (target: Target, wrapping: TargetWrapping): Target => ({
  ...target,
  open: async (config, context) => aroundOpenTarget(await target.open(config, context), wrapping),
})
