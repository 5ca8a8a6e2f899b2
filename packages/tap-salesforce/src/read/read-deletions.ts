import { isRefusal } from '../client/salesforce-error.ts'
import { deletedAt } from '../discovery/salesforce-object.ts'
import { exactMoment } from '../record/one-form.ts'
import { idIn, soqlOf } from '../soql/soql.ts'
import type { Chunk } from './chunk.ts'
import type { Memory } from './kept-state.ts'
import type { Reading } from './reading.ts'

/** Salesforce remembers deletions for fifteen days; a little less, since it counts by its own time. */
const rememberedMilliseconds = (15 * 24 - 1) * 3_600_000

/** Ids in one query: 21 letters each fit into a URL. */
const idsPerQuery = 400

interface DeletedAnswer {
  readonly deletedRecords: readonly { readonly id: string; readonly deletedDate: string }[]
}

/**
 * Reads what was deleted for good since the last run, as tombstones: the key and when it was deleted.
 * What lies in the recycle bin comes with the other rows, and is not told twice.
 *
 * Salesforce is not believed blindly: it tells of deletions that are none, as of rates of currencies
 * that were replaced. A row that a query still finds is not gone.
 *
 * @param until Where this run ends.
 */
export async function* readDeletions(
  reading: Reading,
  memory: Memory,
  until: string,
): AsyncGenerator<Chunk, void, undefined> {
  const { context, object, salesforce } = reading
  if (!object.tellsDeletions || !context.isSelected(deletedAt)) return
  const { deleted_until: last } = memory.state
  if (last !== undefined) {
    const earliest = salesforce.now() - rememberedMilliseconds
    // The end was taken down to its minute.
    const lookback = Math.max(salesforce.settings.lookbackSeconds, 60) * 1000
    if (Date.parse(last) < earliest) {
      context.log.warning(
        'the last run was more than 15 days ago, and Salesforce has forgotten what was deleted ' +
          'before that; set `cache_directory` to have such rows found by their ids',
        { stream: object.name },
      )
    }
    const start = Math.max(Date.parse(last) - lookback, earliest)
    for await (const deleted of deletedIn(reading, start, Date.parse(until))) {
      yield* tombstones(reading, deleted)
    }
  }
  memory.remember({ deleted_until: until })
}

type Deleted = DeletedAnswer['deletedRecords']

/** What was deleted in a stretch of time, halved where there is too much of it. */
async function* deletedIn(
  reading: Reading,
  start: number,
  end: number,
): AsyncGenerator<Deleted, void, undefined> {
  // Salesforce takes whole minutes, and the end must come after the start.
  if (end - start < 60_000) return
  const query = { start: new Date(start).toISOString(), end: new Date(end).toISOString() }
  const path = `sobjects/${reading.object.name}/deleted/`
  try {
    const answer = await reading.salesforce.get<DeletedAnswer>(path, { query })
    yield answer.deletedRecords
  } catch (error) {
    if (!isRefusal(error, 'EXCEEDED_ID_LIMIT')) throw error
    const middle = start + Math.floor((end - start) / 120_000) * 60_000
    if (middle <= start) throw error
    yield* deletedIn(reading, start, middle)
    yield* deletedIn(reading, middle, end)
  }
}

async function* tombstones(reading: Reading, deleted: Deleted): AsyncGenerator<Chunk> {
  const { keyProperty = 'Id', replicationKey } = reading.object
  for (let at = 0; at < deleted.length; at += idsPerQuery) {
    const some = deleted.slice(at, at + idsPerQuery)
    const known = await idsThatAreKnown(
      reading,
      some.map(({ id }) => id),
    )
    const gone = some.filter(({ id }) => !known.has(id))
    if (gone.length === 0) continue
    yield gone.map(({ id, deletedDate }) => {
      const time = exactMoment(deletedDate)
      const stamp = replicationKey === undefined ? {} : { [replicationKey]: time }
      return { [keyProperty]: id, ...stamp, [deletedAt]: time }
    })
  }
}

/** Those of the ids that a query finds, in the recycle bin or alive. */
async function idsThatAreKnown(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { from } = reading.from
  const soql = soqlOf({ fields: ['Id'], from, where: [idIn('Id', ids)] })
  const rows = await reading.salesforce.allRows(soql)
  return new Set(rows.map(({ Id }) => String(Id)))
}
