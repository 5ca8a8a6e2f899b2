import type { ReadContext } from '@descant/sdk'
import { type BulkReader, bulkReader } from '../bulk/bulk-reader.ts'
import type { Shopify } from '../client/shopify.ts'
import { isForEver, type StreamPlan } from '../discovery/plan-stream.ts'
import { whole } from '../discovery/stream-definition.ts'
import type { Field } from '../query/field.ts'
import { selectFields } from '../query/select-fields.ts'
import { changedRows } from './changed-rows.ts'
import type { Row } from './connection-page.ts'
import { deletionsSince, sureTime } from './deletions.ts'
import { recordMaker } from './make-records.ts'
import { missingIds } from './missing-ids.ts'
import { newestRows } from './newest-rows.ts'
import { checkOrderHistory } from './order-history.ts'
import { rootReader } from './root-reader.ts'
import type { StreamReading } from './stream-reading.ts'
import { filterOf, shopifyTime, type UpdateWindow } from './update-window.ts'
import { wholeRows } from './whole-rows.ts'
import { windowRows } from './window-rows.ts'

/**
 * Reads a stream in the way that Shopify allows for it: by its search where there is one, in pages or by
 * bulk operations, and then what has been deleted.
 *
 * @throws RequestError where something is missing.
 */
export async function* readStream(
  shopify: Shopify,
  plan: StreamPlan,
  context: ReadContext,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { definition } = plan
  const { signal } = context
  await checkOrderHistory(shopify, plan, context)
  // A first run has nothing to tell of, but the run after it what was deleted since it began.
  if (definition.deletedAs && context.since === undefined && context.kept === undefined) {
    context.keep({ deletions_until: await sureTime(shopify) } satisfies Kept)
  }
  const reading = await readingOf(shopify, plan, context)
  for await (const rows of wayOf(plan)(reading)) yield await reading.records(rows)
  if (signal.aborted) return
  if (definition.deletedAs === undefined) yield* goneFrom(shopify, plan, context)
  else yield* deletedFrom(shopify, plan, context)
}

/** What is remembered of deletions, beside the bookmark. */
interface Kept {
  /** Those before this time have been told. */
  readonly deletions_until?: string
}

/** What has been deleted since the last look; a first run has nothing to tell of. */
async function* deletedFrom(
  shopify: Shopify,
  { definition, keyProperties }: StreamPlan,
  { since, kept, keep, signal, log }: ReadContext,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { name, deletedAs = [] } = definition
  const from = (kept as Kept | undefined)?.deletions_until ?? since
  if (from === undefined) return
  const { tombstones, until } = await deletionsSince(shopify, deletedAs, String(from), signal)
  if (tombstones.length > 0) log.info('deletions', { stream: name, count: tombstones.length })
  const key = keyProperties[0] as string
  yield tombstones.map(({ id, deletedAt }) => ({ [key]: id, _sdc_deleted_at: deletedAt }))
  keep({ deletions_until: until } satisfies Kept)
}

/** What is gone of a stream that events tell nothing of, where there is a folder to remember its ids in. */
async function* goneFrom(
  shopify: Shopify,
  plan: StreamPlan,
  context: ReadContext,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { idFolder } = shopify.settings
  const { definition, fields } = plan
  const { through } = definition
  if (idFolder === undefined || isForEver(definition) || !fields.some(({ name }) => name === 'id'))
    return
  const light: StreamPlan = {
    ...plan,
    fields: [{ name: 'id', isNeeded: true }],
    definition: {
      ...definition,
      find: whole,
      ...(through && { through: { ...through, isSearched: false } }),
    },
  }
  const { unfold: _, ...lightDefinition } = light.definition
  const nowhere = { since: undefined, cursor: undefined, checkpoint: () => {}, reached: () => {} }
  const reading = await readingOf(
    shopify,
    { ...light, definition: lightDefinition },
    { ...context, ...nowhere, isSelected: () => false },
  )
  const readIds = async function* () {
    for await (const rows of wholeRows(reading)) yield await reading.records(rows)
  }
  yield* missingIds(shopify, plan, idFolder, readIds, context)
}

type Way = (reading: StreamReading) => AsyncGenerator<readonly Row[], void, undefined>

function wayOf({ definition: { find, through } }: StreamPlan): Way {
  if (through?.isSearched) return wholeRows
  if (find.filter) return find.sortKey ? changedRows : windowRows
  return find.reverse ? newestRows : wholeRows
}

async function readingOf(
  shopify: Shopify,
  plan: StreamPlan,
  context: ReadContext,
): Promise<StreamReading> {
  const { definition } = plan
  const { find, name, through } = definition
  const { signal, log } = context
  const { nestedPageSize } = shopify.settings
  const until = context.until ?? shopify.settings.endDate
  const window: UpdateWindow = {
    since: context.since === undefined ? undefined : shopifyTime(context.since),
    until: until === undefined ? undefined : shopifyTime(until),
  }
  const fields = rootFields(plan, context.isSelected, nestedPageSize)
  const timeOf = through?.isSearched ? undefined : timeBy(find)
  const filter = through?.isSearched ? filterOf(window) : undefined
  const maker = recordMaker(shopify, plan, fields, { filter })
  const read = rootReader(shopify, plan, fields, filter)
  const bulk: BulkReader | undefined =
    plan.rootKind === 'connection' && shopify.settings.bulkAfterRecords > 0
      ? bulkReader(shopify, {
          name,
          root: definition.root,
          arguments: plan.rootArguments ? [plan.rootArguments] : [],
          fields,
          filter: find.filter,
          timeOf,
          checkpoint: context.checkpoint,
          signal,
        })
      : undefined
  return {
    shopify,
    plan,
    name: definition.root,
    timeOf,
    window,
    context,
    bulk,
    bulkAfter: shopify.settings.bulkAfterRecords,
    paginationLimit: shopify.settings.paginationLimit,
    page: (part, after) => read({ after, filter: filterOf(part, find.filter), signal }),
    records: (rows) =>
      maker.make(rows, signal, () =>
        log.info('a record was deleted while it was read; left out', { stream: name }),
      ),
  }
}

/** How new a row is, by the way in which Shopify finds it. */
function timeBy({ key, keyIn }: StreamPlan['definition']['find']): StreamReading['timeOf'] {
  if (key === undefined) return undefined
  if (keyIn === undefined) return (row) => row[key] as string
  return (row) => (row[keyIn] as Row)[key] as string
}

/** What is asked of each row of the root. */
function rootFields(
  { definition, fields, list }: StreamPlan,
  isSelected: ReadContext['isSelected'],
  nestedPageSize: number,
): readonly Field[] {
  const { through, find } = definition
  const isNested = through !== undefined
  const own = selectFields(fields, { isSelected, nestedPageSize, isNested })
  if (through === undefined || list === undefined) return own
  const around = ['id', ...(find.key ? [find.key] : [])].map((name) => ({ name }))
  return [...around, withFields(list, own, nestedPageSize, through.path.split('/').length - 1)]
}

/** A list that may lie deeper, with what is asked of its innermost items. */
function withFields(
  list: Field,
  own: readonly Field[],
  nestedPageSize: number,
  deep: number,
): Field {
  const first = list.isConnection ? { first: nestedPageSize } : {}
  const [inner] = list.fields ?? []
  if (deep === 0) return { ...list, ...first, fields: own }
  return { ...list, ...first, fields: [withFields(inner as Field, own, nestedPageSize, deep - 1)] }
}
