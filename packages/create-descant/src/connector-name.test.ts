import { describe, expect, test } from 'vitest'
import { connectorName } from './connector-name.ts'

describe('a connector is called', () => {
  test.each([
    ['tap', 'billing', 'tap-billing', 'tap-billing', 'tapBilling', 'TAP_BILLING'],
    ['tap', 'tap-billing', 'tap-billing', 'tap-billing', 'tapBilling', 'TAP_BILLING'],
    [
      'tap',
      ' billing-api ',
      'tap-billing-api',
      'tap-billing-api',
      'tapBillingApi',
      'TAP_BILLING_API',
    ],
    ['tap', '3cx', 'tap-3cx', 'tap-3cx', 'tap3cx', 'TAP_3CX'],
    [
      'target',
      's3-ndjson',
      'target-s3-ndjson',
      'target-s3-ndjson',
      'targetS3Ndjson',
      'TARGET_S3_NDJSON',
    ],
    ['target', '@acme/lake', '@acme/target-lake', 'target-lake', 'targetLake', 'TARGET_LAKE'],
    [
      'target',
      '@acme/target-lake',
      '@acme/target-lake',
      'target-lake',
      'targetLake',
      'TARGET_LAKE',
    ],
  ] as const)('%s %j', (kind, given, packageName, bin, variable, environment) => {
    expect(connectorName(kind, given)).toEqual({ package: packageName, bin, variable, environment })
  })
})

describe('refused, with a name that would do', () => {
  test.each([
    ['tap', '', 'tap-orders'],
    ['tap', 'tap-', 'tap-orders'],
    ['tap', 'Billing API', 'tap-billing-api'],
    ['tap', 'target-billing', 'tap-billing'],
    ['target', 'tap-billing', 'target-billing'],
    ['target', '../lake', 'target-lake'],
    ['target', '@acme/a/b', 'target-acme-a-b'],
    ['tap', 'billing_api', 'tap-billing-api'],
    ['tap', 'billing--api', 'tap-billing-api'],
    ['tap', 'größe', 'tap-gr-e'],
  ] as const)('%s %j', (kind, given, suggested) => {
    expect(() => connectorName(kind, given)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(suggested) }),
    )
  })

  test('longer than npm takes', () => {
    expect(() => connectorName('tap', 'a'.repeat(215))).toThrow('npm takes 214')
  })
})
