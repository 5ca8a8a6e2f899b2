import type { PackedRecords, Reject, Sink, SinkRecord, Target } from '@descant/sdk'
import { aroundTarget, type SinkOwner } from './around-target.ts'

/** A batch that is about to be made durable. */
export interface Commit extends SinkOwner {
  /** Counts the commits of the target, over its runs, from 1. */
  readonly number: number
  /** How many records are in the batch. */
  readonly records: number
}

/** Puts something around each commit of a target. */
export function aroundCommits(
  target: Target,
  around: (commit: Commit, proceed: () => Promise<void>) => Promise<void>,
): Target {
  let commits = 0
  const wrap = <Item extends SinkRecord | PackedRecords | Reject>(
    sink: Sink<Item>,
    owner: SinkOwner,
  ): Sink<Item> => ({
    isUnordered: sink.isUnordered ?? false,
    open(info) {
      const batch = sink.open(info)
      let records = 0
      return {
        add: (item) => {
          records += 'packed' in item ? item.records : 1
          return batch.add(item)
        },
        commit: () => around({ ...owner, number: ++commits, records }, () => batch.commit()),
        abort: () => batch.abort(),
      }
    },
  })
  return aroundTarget(target, { sink: wrap })
}
