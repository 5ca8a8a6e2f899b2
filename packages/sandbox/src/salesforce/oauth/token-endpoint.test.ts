import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect } from 'vitest'
import { SalesforceVisit, test } from '../fixtures/salesforce.ts'

const pem = { type: 'pkcs1', format: 'pem' } as const
const key = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: pem,
  privateKeyEncoding: pem,
})
const stranger = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: pem,
  privateKeyEncoding: pem,
})

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function assertion(claims: object, privateKey = key.privateKey, header = { alg: 'RS256' }): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`
}

const refused = (error: string, description: string) => ({
  status: 400,
  json: { error, error_description: description },
})

describe('a refresh token', () => {
  test('gives a session, and does not say how long it lasts', async ({ salesforce }) => {
    const { status, json } = await salesforce.logIn()
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^00D\w{12}!AQEAQ/),
      signature: expect.any(String),
      scope: 'refresh_token api',
      instance_url: salesforce.sandbox.url,
      id: expect.stringMatching(/\/id\/00D\w{15}\/005\w{15}$/),
      token_type: 'Bearer',
      issued_at: String(salesforce.clock.now()),
      api_instance_url: 'https://api.salesforce.com',
    })
  })

  test.for<[Record<string, string>, ReturnType<typeof refused>]>([
    [{ refresh_token: 'x' }, refused('invalid_grant', 'expired access/refresh token')],
    [{ client_id: 'x' }, refused('invalid_client_id', 'client identifier invalid')],
    [{ client_secret: 'x' }, refused('invalid_client', 'invalid client credentials')],
    [{ grant_type: 'magic' }, refused('unsupported_grant_type', 'grant type not supported')],
    [
      { grant_type: 'password', username: 'u', password: 'p' },
      refused('invalid_grant', 'authentication failure'),
    ],
  ])('with %j is refused', async ([form, expected], { salesforce }) => {
    expect(await salesforce.logIn(form)).toMatchObject(expected)
  })

  test('is revoked for good', async ({ salesforce }) => {
    const body = new URLSearchParams({ token: salesforce.sandbox.refreshToken })
    expect((await salesforce.ask('/services/oauth2/revoke', { method: 'POST', body })).status).toBe(
      200,
    )
    expect((await salesforce.logIn()).status).toBe(400)
  })
})

describe('rotation', () => {
  test.override({ options: { rotateRefreshTokens: true } })

  test('kills the token that was used', async ({ salesforce }) => {
    const first = salesforce.sandbox.refreshToken
    // The visitor has logged in once, so the first one is gone.
    expect((await salesforce.logIn({ refresh_token: first })).status).toBe(400)
    const next = salesforce.control<{ refresh_token: string }>('session', {
      issue_refresh_token: true,
    })
    const { json } = await salesforce.logIn(next)
    expect(json.refresh_token).toMatch(/^5Aep861/)
    expect((await salesforce.logIn(next)).status).toBe(400)
    expect((await salesforce.logIn({ refresh_token: json.refresh_token })).status).toBe(200)
  })

  test('has happened even where the answer is lost', async ({ salesforce }) => {
    const next = salesforce.control<{ refresh_token: string }>('session', {
      issue_refresh_token: true,
    })
    salesforce.sandbox.arm({ kind: 'reset', match: 'oauth2/token' })
    await expect(salesforce.logIn(next)).rejects.toThrow()
    expect(await salesforce.logIn(next)).toMatchObject(
      refused('invalid_grant', 'expired access/refresh token'),
    )
  })
})

test('client credentials can come in a header', async ({ salesforce }) => {
  const { clientId, clientSecret } = salesforce.sandbox
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const { status, json } = await salesforce.ask('/services/oauth2/token', {
    method: 'POST',
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  expect(status).toBe(200)
  expect(json.refresh_token).toBeUndefined()
})

describe('a JWT', () => {
  test.override({ options: { publicKey: key.publicKey } })

  const claimsOf = ({ sandbox, clock }: SalesforceVisit, changed: object = {}) => ({
    iss: sandbox.clientId,
    sub: sandbox.username,
    aud: 'https://login.salesforce.com',
    exp: clock.now() / 1000 + 180,
    ...changed,
  })
  const logIn = (salesforce: SalesforceVisit, text: string) =>
    salesforce.logIn({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: text })

  test('opens a session, for the instance as audience too', async ({ salesforce }) => {
    for (const aud of ['https://test.salesforce.com', salesforce.sandbox.url]) {
      expect((await logIn(salesforce, assertion(claimsOf(salesforce, { aud })))).status).toBe(200)
    }
    expect((await salesforce.query('SELECT Id FROM Account LIMIT 1')).status).toBe(200)
  })

  test.for<[string, (salesforce: SalesforceVisit) => string, ReturnType<typeof refused>]>([
    [
      'signed by somebody else',
      (visit) => assertion(claimsOf(visit), stranger.privateKey),
      refused('invalid_grant', 'invalid assertion'),
    ],
    [
      'not signed',
      (visit) => `${encode({ alg: 'none' })}.${encode(claimsOf(visit))}.`,
      refused('invalid_grant', 'invalid assertion'),
    ],
    ['not a JWT', () => 'x', refused('invalid_grant', 'invalid assertion')],
    [
      'of another client',
      (visit) => assertion(claimsOf(visit, { iss: 'x' })),
      refused('invalid_client_id', 'client identifier invalid'),
    ],
    [
      'for others',
      (visit) => assertion(claimsOf(visit, { aud: 'https://example.com' })),
      refused('invalid_grant', 'audience is invalid'),
    ],
    [
      'that has expired',
      (visit) => assertion(claimsOf(visit, { exp: visit.clock.now() / 1000 - 61 })),
      refused('invalid_grant', 'expired authorization code'),
    ],
    [
      'that lives too long',
      (visit) => assertion(claimsOf(visit, { exp: visit.clock.now() / 1000 + 3600 })),
      refused('invalid_grant', 'invalid assertion'),
    ],
    [
      'of an unknown user',
      (visit) => assertion(claimsOf(visit, { sub: 'x' })),
      refused('invalid_grant', "user hasn't approved this consumer"),
    ],
  ])('%s is refused', async ([, make, expected], { salesforce }) => {
    expect(await logIn(salesforce, make(salesforce))).toMatchObject(expected)
  })

  test('is refused where no key is registered, until one is', async () => {
    const visit = await SalesforceVisit.start()
    expect((await logIn(visit, assertion(claimsOf(visit)))).status).toBe(400)
    visit.control('session', { public_key: key.publicKey })
    expect((await logIn(visit, assertion(claimsOf(visit)))).status).toBe(200)
    await visit.sandbox.close()
  })
})

describe('a session', () => {
  const invalid = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]

  test('is asked for', async ({ salesforce }) => {
    const answer = await salesforce.ask('/services/data/v68.0/limits')
    expect(answer).toMatchObject({ status: 401, json: invalid })
    const known = await salesforce.call('/services/data')
    expect(known.json.at(-1)).toEqual({
      label: "Winter '27",
      url: '/services/data/v68.0',
      version: '68.0',
    })
  })

  test('lasts for two hours after its last use', async ({ salesforce }) => {
    for (let hours = 0; hours < 4; hours++) {
      salesforce.clock.advance(3600)
      expect((await salesforce.call('/limits')).status).toBe(200)
    }
    salesforce.clock.advance(7200)
    expect(await salesforce.call('/limits')).toMatchObject({ status: 401, json: invalid })
  })

  test('can end after so many calls', async ({ salesforce }) => {
    salesforce.control('session', { session_calls: 2 })
    await salesforce.logIn()
    const statuses = [1, 2, 3].map(() => salesforce.call('/limits'))
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 200, 401])
  })
})
