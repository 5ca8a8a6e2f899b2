import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import { type ShopifySandbox, startShopifySandbox } from '../start-shopify-sandbox.ts'

let sandbox: ShopifySandbox

beforeAll(async () => {
  sandbox = await startShopifySandbox({
    customers: 3,
    orders: 5,
    products: 2,
    scopes: ['read_orders', 'read_products'],
    clock: new VirtualClock(WAKING_TIME, () => 0),
  })
})
afterAll(() => sandbox.close())

interface Granted {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
}

function post(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { clientId: client_id, clientSecret: client_secret } = sandbox
  return fetch(`${sandbox.url}/admin/oauth/access_token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ client_id, client_secret, ...fields }),
  })
}
const grant = async (fields: Record<string, string>) =>
  (await (await post(fields)).json()) as Granted
const refresh = (refresh_token: string) => post({ grant_type: 'refresh_token', refresh_token })
const rotate = async (token: string) => (await (await refresh(token)).json()) as Granted

/** The status of a query with a token. */
const statusWith = async (token: string) =>
  (
    await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'X-Shopify-Access-Token': token },
      body: JSON.stringify({ query: '{ shop { id } }' }),
    })
  ).status

describe('client credentials', () => {
  test('get a token for 24 hours, less a second', async () => {
    const granted = await grant({ grant_type: 'client_credentials' })
    expect(granted).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      scope: 'read_orders,read_products',
      expires_in: 86_399,
    })
    expect(await statusWith(granted.access_token)).toBe(200)
    sandbox.clock.advance(86_398)
    expect(await statusWith(granted.access_token)).toBe(200)
    sandbox.clock.advance(1)
    expect(await statusWith(granted.access_token)).toBe(401)
  })

  test('are taken as JSON too', async () => {
    const response = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        client_id: sandbox.clientId,
        client_secret: sandbox.clientSecret,
        grant_type: 'client_credentials',
      }),
    })
    expect(await response.json()).toMatchObject({ expires_in: 86_399 })
  })

  test('share the bucket and the places of the app', async () => {
    const { access_token } = await grant({ grant_type: 'client_credentials' })
    await statusWith(access_token)
    expect(sandbox.requests().at(-1)).toMatchObject({ app: 'sandbox', status: 200 })
  })
})

describe('a refresh token', () => {
  test('gets a token for an hour, and another refresh token', async () => {
    const response = await refresh(sandbox.refreshToken)
    const granted = (await response.json()) as Granted
    expect(granted).toEqual({
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/),
      refresh_token_expires_in: 7_776_000,
      scope: 'read_orders,read_products',
    })
    expect(await statusWith(granted.access_token)).toBe(200)
    sandbox.clock.advance(3600)
    expect(await statusWith(granted.access_token)).toBe(401)
  })

  test('is refused once its successor was used', async () => {
    const { refresh_token: first } = sandbox.control('token', { action: 'issue' }) as Granted
    const { refresh_token: second } = await rotate(first)
    expect((await rotate(second)).access_token).toBeDefined()
    const response = await refresh(first)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      error_description: 'This request requires an active refresh_token',
    })
  })

  test('survives an answer that was lost on the way', async () => {
    const { refresh_token } = sandbox.control('token', { action: 'issue' }) as Granted
    sandbox.arm({ kind: 'reset', on: 'oauth', after_bytes: 20 })
    await expect(rotate(refresh_token)).rejects.toThrow()
    expect((await rotate(refresh_token)).access_token).toMatch(/^shpat_/)
  })
})

test('a token that does not expire is traded in for one that does', async () => {
  const { token } = sandbox.issueToken({ scopes: ['read_products'] })
  const exchange = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
  }
  const granted = await grant(exchange)
  expect(granted).toMatchObject({ expires_in: 3600, scope: 'read_products' })
  expect(await statusWith(token)).toBe(401)
  expect((await rotate(granted.refresh_token)).expires_in).toBe(3600)
  expect((await post(exchange)).status).toBe(400)
})

test('tokens can be made to live shorter while the sandbox runs', async () => {
  sandbox.conditions.tokenLifeSeconds = 5
  const { access_token, expires_in } = await grant({ grant_type: 'client_credentials' })
  sandbox.conditions.tokenLifeSeconds = null
  expect(expires_in).toBe(5)
  sandbox.clock.advance(5)
  expect(await statusWith(access_token)).toBe(401)
})

test('a token can be taken away, and what it may do', async () => {
  const { access_token } = await grant({ grant_type: 'client_credentials' })
  expect(
    sandbox.control('token', { action: 'scopes', access_token, scopes: ['read_products'] }),
  ).toEqual({ changed: true })
  expect(sandbox.revokeToken(access_token)).toBe(true)
  expect(await statusWith(access_token)).toBe(401)
})

test('what a token may do can be asked for', async () => {
  const scopesOf = (token: string) =>
    fetch(`${sandbox.url}/admin/oauth/access_scopes.json`, {
      headers: { 'X-Shopify-Access-Token': token },
    })
  expect(await (await scopesOf(sandbox.accessToken)).json()).toEqual({
    access_scopes: [{ handle: 'read_orders' }, { handle: 'read_products' }],
  })
  expect((await scopesOf('shpat_wrong')).status).toBe(401)
})

describe('a request that is refused', () => {
  const asJson = { Accept: 'application/json' }

  test.each([
    [{ client_id: 'abc' }, 400, 'application_cannot_be_found', 'with api_key abc'],
    [{ client_secret: 'x' }, 401, 'invalid_client', 'client secret'],
    [{ grant_type: 'password' }, 400, 'invalid_request', 'grant type'],
  ])('%o', async (fields, status, error, words) => {
    const asked = { grant_type: 'client_credentials', ...fields }
    const response = await post(asked, asJson)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({
      error,
      error_description: expect.stringContaining(words),
    })
    const page = await post(asked)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      status,
      'text/html; charset=utf-8',
    ])
    expect(await page.text()).toContain(`Oauth error ${error}: `)
  })

  test('by a fault: the shop belongs to another organisation', async () => {
    sandbox.arm({ kind: 'oauth_refused' })
    const response = await post({ grant_type: 'client_credentials' })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(
      'Oauth error shop_not_permitted: Client credentials cannot be performed on this shop.',
    )
  })
})
