import { bulkQuotaSpent } from '../client/quota.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { soqlOf } from '../soql/soql.ts'
import { chooseApi } from './choose-api.ts'
import type { OpenWindow } from './open-window.ts'
import type { Reading } from './reading.ts'

/**
 * Whether the rest of a window is better read by a Bulk job; what is left of the quotas is learnt
 * before the first one.
 *
 * @throws QuotaError where only a quota that is used up would do.
 */
export async function prefersBulk(reading: Reading, window: OpenWindow): Promise<boolean> {
  const { salesforce, object, groups, isInBulk } = reading
  const { apiType, bulkThresholdRows } = salesforce.settings
  await salesforce.learnLimits()
  const { allowsBulk, callsLeft } = salesforce.quota
  const rows = apiType === 'BULK2' ? Number.POSITIVE_INFINITY : await countRows(reading, window)
  const facts = { apiType, isInBulk, rows, groups: groups.length, bulkThresholdRows }
  const api = chooseApi({ ...facts, allowsBulk, callsLeft })
  salesforce.log.debug('chosen how to read', { stream: object.name, rows, api })
  if (api === 'none') throw bulkQuotaSpent(object.name)
  return api === 'bulk'
}

/** The rows that a window has left; infinite where counting them takes too long. */
async function countRows(reading: Reading, window: OpenWindow): Promise<number> {
  const { after, since, until } = window
  const soql = soqlOf({ ...reading.from, fields: ['COUNT()'], window: { since, until }, after })
  try {
    return (await reading.salesforce.queryAll(soql)).totalSize
  } catch (error) {
    if (isRefusal(error, 'QUERY_TIMEOUT', 'OPERATION_TOO_LARGE')) return Number.POSITIVE_INFINITY
    throw error
  }
}
