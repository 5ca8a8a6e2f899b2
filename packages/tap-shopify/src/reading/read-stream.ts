import type { ReadContext } from '@descant/sdk'
import { type BulkReader, bulkReader } from '../bulk/bulk-reader.ts'
import type { Shopify } from '../client/shopify.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'
import type { Field } from '../query/field.ts'
import { selectFields } from '../query/select-fields.ts'
import { changedRows } from './changed-rows.ts'
import type { Row } from './connection-page.ts'
import { tombstonesOf } from './deletions.ts'
import { recordMaker } from './make-records.ts'
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
  const { definition, keyProperties } = plan
  const { log, signal } = context
  await checkOrderHistory(shopify, plan, context)
  const reading = await readingOf(shopify, plan, context)
  for await (const rows of wayOf(plan)(reading)) yield await reading.records(rows)
  if (signal.aborted || context.since === undefined || definition.deletedAs === undefined) return
  const tombstones = await tombstonesOf(shopify, definition.deletedAs, String(context.since), signal)
  if (tombstones.length > 0) log.info('deletions', { stream: definition.name, count: tombstones.length })
  yield tombstones.map(({ id, deletedAt }) => ({
    [keyProperties[0] as string]: id,
    _sdc_deleted_at: deletedAt,
  }))
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
  const { endDate, nestedPageSize } = shopify.settings
  const window: UpdateWindow = {
    since: context.since === undefined ? undefined : shopifyTime(context.since),
    until: endDate === undefined ? undefined : shopifyTime(endDate),
  }
  const fields = rootFields(plan, context.isSelected, nestedPageSize)
  const key = through?.isSearched ? 'updatedAt' : (find.key ?? '')
  const filter = through?.isSearched ? filterOf(window) : undefined
  const maker = recordMaker(shopify, plan, fields, { filter })
  const read = rootReader(shopify, plan, fields, filter)
  const bulk: BulkReader | undefined =
    plan.rootKind === 'connection' && shopify.settings.bulkAfterRecords > 0
      ? bulkReader(shopify, {
          name,
          root: definition.root,
          arguments: definition.arguments ? [definition.arguments] : [],
          fields,
          filter: find.filter,
          key: through?.isSearched ? '' : key,
          checkpoint: context.checkpoint,
          signal,
        })
      : undefined
  return {
    shopify,
    plan,
    name: definition.root,
    key,
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

/** What is asked of each row of the root. */
function rootFields(
  { definition, fields, list }: StreamPlan,
  isSelected: ReadContext['isSelected'],
  nestedPageSize: number,
): readonly Field[] {
  const own = selectFields(fields, { isSelected, nestedPageSize })
  const { through, find } = definition
  if (through === undefined || list === undefined) return own
  const around = ['id', ...(find.key ? [find.key] : [])].map((name) => ({ name }))
  return [...around, withFields(list, own, nestedPageSize, through.path.split('.').length - 1)]
}

/** A list that may lie deeper, with what is asked of its innermost items. */
function withFields(list: Field, own: readonly Field[], nestedPageSize: number, deep: number): Field {
  const first = list.isConnection ? { first: nestedPageSize } : {}
  const [inner] = list.fields ?? []
  if (deep === 0) return { ...list, ...first, fields: own }
  return { ...list, ...first, fields: [withFields(inner as Field, own, nestedPageSize, deep - 1)] }
}
