import { QuotaError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { limitInfo } from './limit-info.ts'
import { Quota } from './quota.ts'

describe('the limit header', () => {
  test.each([
    ['api-usage=18/5000', { used: 18, most: 5000 }, undefined],
    [
      'api-usage=18/5000; per-app-api-usage=17/250(appName=sample-app)',
      { used: 18, most: 5000 },
      { used: 17, most: 250 },
    ],
    ['api-usage=10018/100000; api-bursts=1/750', { used: 10_018, most: 100_000 }, undefined],
    ['something=else', undefined, undefined],
    [null, undefined, undefined],
  ])('%s', (header, apiUsage, perAppUsage) => {
    expect(limitInfo(header)).toEqual({ apiUsage, perAppUsage })
  })
})

describe('the quota guard', () => {
  const quota = (header: string, percentPerRun = 25) => {
    const guard = new Quota({ percentTotal: 80, percentPerRun })
    guard.hear(header)
    return guard
  }

  test.each([
    'api-usage=80/100',
    'api-usage=80/100; api-bursts=1/750',
    'api-usage=8/100; per-app-api-usage=200/250(appName=x)',
  ])('stops a run at %s', (header) => {
    expect(() => quota(header).call()).toThrow(QuotaError)
  })

  test('stops a run that has made too many calls itself', () => {
    const guard = quota('api-usage=10/1000', 1)
    for (let call = 0; call < 10; call++) guard.call()
    expect(guard.callsLeft).toBe(0)
    expect(() => guard.call()).toThrow(/quota_percent_per_run/)
  })

  test('counts what is left of Bulk', () => {
    const guard = quota('api-usage=10/1000')
    expect(guard.allowsBulk).toBe(true)
    guard.hearLimits({
      DailyBulkV2QueryJobs: { Max: 10, Remaining: 3 },
      DailyBulkV2QueryFileStorageMB: { Max: 10, Remaining: 10 },
    })
    expect(guard.allowsBulk).toBe(true)
    guard.countJob()
    expect(guard.allowsBulk).toBe(false)
  })

  test('counts what results take of the storage', () => {
    const guard = quota('api-usage=10/1000')
    guard.hearLimits({ DailyBulkV2QueryFileStorageMB: { Max: 10, Remaining: 3 } })
    guard.countBytes(2 ** 20)
    expect(guard.allowsBulk).toBe(false)
  })
})
