import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { durationSeconds } from './duration.ts'
import { criterionOf } from './name-criteria.ts'
import { settingsOf } from './settings.ts'
import type { Config } from './settings-schema.ts'

const app = { client_id: 'id', client_secret: 'secret' }
const refresh = { ...app, refresh_token: 'r' }

describe('how to sign in', () => {
  test.each<[string, Config, string, string]>([
    ['a refresh token', refresh, 'refresh token', 'https://login.salesforce.com'],
    [
      'in a sandbox',
      { ...refresh, is_sandbox: 'true' },
      'refresh token',
      'https://test.salesforce.com',
    ],
    [
      'by My Domain',
      { ...refresh, domain: 'acme' },
      'refresh token',
      'https://acme.my.salesforce.com',
    ],
    [
      'by an address',
      { ...app, instance_url: 'http://127.0.0.1:4000/lightning' },
      'client credentials',
      'http://127.0.0.1:4000',
    ],
    [
      'a key',
      { ...app, private_key: 'pem', username: 'u' },
      'JWT bearer',
      'https://login.salesforce.com',
    ],
    [
      'a password',
      { ...app, username: 'u', password: 'p' },
      'password',
      'https://login.salesforce.com',
    ],
  ])('%s', (_, config, way, origin) => {
    expect(settingsOf(config).signIn).toMatchObject({
      way,
      tokenUrl: `${origin}/services/oauth2/token`,
    })
  })

  test('a password goes with its token, and a key with its audience', () => {
    const { signIn } = settingsOf({ ...app, username: 'u', password: 'p', security_token: 't' })
    expect(signIn.password).toBe('pt')
    const key = { ...app, private_key: 'pem', username: 'u', is_sandbox: true, domain: 'acme' }
    expect(settingsOf(key).signIn.audience).toBe('https://test.salesforce.com')
  })
})

describe('what is wrong is told at once', () => {
  test.each<[string, Config, RegExp]>([
    ['no app', {}, /client_id: give/],
    ['nothing to sign in with', { client_id: 'id' }, /client_secret: give it, or a refresh_token/],
    ['client credentials without My Domain', app, /instance_url: give the My Domain/],
    ['a key without a user', { ...app, private_key: 'pem' }, /username: name the user/],
    ['another API', { ...refresh, api_type: 'SOAP' }, /api_type: it must be AUTO/],
    [
      'no duration',
      { ...refresh, lookback_window: 'soon' },
      /lookback_window: it must be a number/,
    ],
    [
      'no criterion',
      { ...refresh, streams_criteria: [{ criteria: 'like', value: 'x' }] },
      /no criterion/,
    ],
    ['no percentage', { ...refresh, quota_percent_total: 'x' }, /quota_percent_total/],
  ])('%s', (_, config, words) => {
    expect(() => settingsOf(config)).toThrow(ConfigError)
    expect(() => settingsOf(config)).toThrow(words)
  })
})

test('familiar names are taken', () => {
  expect(
    settingsOf({
      ...refresh,
      api_type: 'BULK',
      api_version: 'v67.0',
      quota_percent_total: '70',
      lookback_window: 'PT5M',
      stream_slice_step: 'P30D',
    }),
  ).toMatchObject({
    apiType: 'BULK2',
    apiVersion: '67.0',
    quotaPercentTotal: 70,
    lookbackSeconds: 300,
    sliceSeconds: 30 * 86_400,
  })
  expect(settingsOf({ ...refresh, force_use_bulk_api: true }).apiType).toBe('BULK2')
})

test('objects are offered by name and by criteria', () => {
  const { offers } = settingsOf({
    ...refresh,
    streams_criteria: [
      { criteria: 'starts with', value: 'account' },
      { criteria: 'exact', value: 'Lead' },
    ],
  })
  expect(['AccountShare', 'Lead', 'Leads', 'Contact'].map(offers)).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(settingsOf({ ...refresh, streams_to_discover: ['Lead'] }).offers('Contact')).toBe(false)
})

test.each([
  ['ends not with', true],
  ['not ends with', true],
  ['Ends With', false],
  ['contains', false],
  ['not contains', true],
])('the criterion %s', (words, expected) => {
  expect(criterionOf(words, 'History')?.('Account')).toBe(expected)
})

test.each([
  [600, 600],
  ['600', 600],
  ['PT10M', 600],
  ['P30D', 2_592_000],
  ['P1W', 604_800],
  ['P1DT12H', 129_600],
  ['P', undefined],
  ['ten', undefined],
])('the duration %s', (value, expected) => {
  expect(durationSeconds(value)).toBe(expected)
})
