import { createVerify, generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { AuthError, ConfigError } from '../../errors.ts'
import { fakeClock } from '../fake-clock.ts'
import { fakeInternet } from '../fixtures/fake-internet.ts'
import { createHttp } from '../http.ts'
import type { Authenticator } from './authenticator.ts'
import { clientCredentials, jwtBearer, refreshToken } from './oauth2.ts'
import type { Tokens } from './token-source.ts'

const api = 'https://api.example.com'
const login = 'https://login.example.com'
const tokenUrl = `${login}/oauth2/token`
const client = { tokenUrl, clientId: 'id', clientSecret: 'top secret' }

fakeInternet()

/** A token endpoint that gives token 1, 2, …; counts how often it is asked. */
function tokens(fields: (call: number, form: URLSearchParams) => object, times: number) {
  const forms: URLSearchParams[] = []
  nock(login)
    .post('/oauth2/token')
    .times(times)
    .reply(200, (_, body) => {
      forms.push(new URLSearchParams(body as string))
      const call = forms.length
      return { access_token: `token-${call}`, ...fields(call, forms.at(-1) as URLSearchParams) }
    })
  return forms
}

/** An API that lets one token in. */
const letIn = (token: string, times = 1) =>
  nock(api).get('/a').matchHeader('authorization', `Bearer ${token}`).times(times).reply(200, {})
const refuse = (token: string, times = 1) =>
  nock(api).get('/a').matchHeader('authorization', `Bearer ${token}`).times(times).reply(401)

/** A request as it was sent. */
const sentWith = (token: string) => ({
  method: 'GET',
  url: new URL(api),
  headers: new Headers({ authorization: `Bearer ${token}` }),
})

const httpWith = (auth: Authenticator, clock = fakeClock()) =>
  createHttp({ baseUrl: api, auth, clock })

describe('client credentials', () => {
  test('sign in once for all that wait, and again before the end', async () => {
    const forms = tokens(() => ({ expires_in: 3600 }), 2)
    letIn('token-1', 4)
    letIn('token-2')
    const clock = fakeClock()
    const http = httpWith(clientCredentials({ ...client, clock, scope: 'read' }), clock)
    await Promise.all([http.get('a'), http.get('a'), http.get('a')])
    await clock.sleep(3539)
    await http.get('a')
    await clock.sleep(1)
    await http.get('a')
    expect(forms.map((form) => form.toString())).toEqual(
      Array(2).fill(
        'grant_type=client_credentials&scope=read&client_id=id&client_secret=top+secret',
      ),
    )
  })

  test('a token that lives shorter than the margin is used for half its life', async () => {
    const forms = tokens(() => ({ expires_in: '10' }), 2)
    const clock = fakeClock()
    const auth = clientCredentials({ ...client, clock })
    await auth.tokens()
    await clock.sleep(4.9)
    await auth.tokens()
    expect(forms).toHaveLength(1)
    await clock.sleep(0.1)
    await auth.tokens()
    expect(forms).toHaveLength(2)
  })

  test('may go by HTTP Basic, and as JSON with more fields', async () => {
    const authorization = `Basic ${Buffer.from('id:top%20secret').toString('base64')}`
    nock(login)
      .post('/oauth2/token', { grant_type: 'client_credentials', audience: 'x' })
      .matchHeader('authorization', authorization)
      .reply(200, { access_token: 't', instance_url: 'https://eu.example.com' })
    const auth = clientCredentials({
      ...client,
      clientAuthentication: 'basic',
      encoding: 'json',
      parameters: { audience: 'x' },
    })
    expect((await auth.tokens()).fields.instance_url).toBe('https://eu.example.com')
  })
})

describe('a refused token', () => {
  test('is renewed mid-run by one request for all waiting ones', async () => {
    const forms = tokens(() => ({}), 2)
    const http = httpWith(clientCredentials(client))
    letIn('token-1')
    await http.get('a')
    refuse('token-1', 5)
    letIn('token-2', 5)
    await Promise.all(Array.from({ length: 5 }, () => http.get('a')))
    expect(forms).toHaveLength(2)
  })

  test('that was renewed by another request meanwhile is not asked for again', async () => {
    const forms = tokens(() => ({}), 1)
    const auth = clientCredentials(client)
    await auth.tokens()
    expect(await auth.renew?.(sentWith('token-0'))).toBe(true)
    expect(forms).toHaveLength(1)
  })

  test('twice is the user’s to mend', async () => {
    tokens(() => ({}), 2)
    refuse('token-1')
    refuse('token-2')
    const error = httpWith(clientCredentials(client)).get('a')
    await expect(error).rejects.toThrow(AuthError)
    await expect(error).rejects.toMatchObject({ status: 401, exitCode: 3 })
  })
})

describe('refresh tokens', () => {
  test('follow their rotation, and hand each new one over before it is used', async () => {
    const forms = tokens((call) => ({ refresh_token: `r${call}`, expires_in: 3600 }), 2)
    const clock = fakeClock()
    const order: string[] = []
    const auth = refreshToken({
      ...client,
      clock,
      refreshToken: 'r0',
      async onRotated(rotated: Tokens) {
        await Promise.resolve()
        order.push(`saved ${rotated.refreshToken}`)
      },
    })
    letIn('token-1').on('request', () => order.push('used'))
    letIn('token-2')
    const http = httpWith(auth, clock)
    await http.get('a')
    await clock.sleep(3600)
    await http.get('a')
    expect(forms.map((form) => form.get('refresh_token'))).toEqual(['r0', 'r1'])
    expect(order).toEqual(['saved r1', 'used', 'saved r2'])
  })

  test('that an answer leaves out stay the same, and no one is told', async () => {
    const forms = tokens((call) => (call === 1 ? { refresh_token: 'r1' } : {}), 3)
    const told: Tokens[] = []
    const onRotated = (rotated: Tokens) => void told.push(rotated)
    const auth = refreshToken({ ...client, refreshToken: 'r0', onRotated })
    for (const token of ['token-1', 'token-2']) {
      expect((await auth.tokens()).accessToken).toBe(token)
      expect(await auth.renew?.(sentWith(token))).toBe(true)
    }
    expect(forms.map((form) => form.get('refresh_token'))).toEqual(['r0', 'r1', 'r1'])
    expect(told.map(({ refreshToken: fresh }) => fresh)).toEqual(['r1'])
  })

  test('a token of an earlier run is used while it is good', async () => {
    const clock = fakeClock()
    const auth = refreshToken({
      ...client,
      clock,
      refreshToken: 'r0',
      accessToken: 'old',
      accessTokenExpiresAt: clock.now() + 100_000,
    })
    expect((await auth.tokens()).accessToken).toBe('old')
    await clock.sleep(50)
    tokens(() => ({}), 1)
    expect((await auth.tokens()).accessToken).toBe('token-1')
  })

  test('a new one that could not be saved is offered again, and not asked for twice', async () => {
    const forms = tokens(() => ({ refresh_token: 'r1' }), 1)
    const saved: (string | undefined)[] = []
    const auth = refreshToken({
      ...client,
      refreshToken: 'r0',
      onRotated({ refreshToken: fresh }) {
        saved.push(fresh)
        if (saved.length === 1) throw new Error('disk full')
      },
    })
    await expect(auth.tokens()).rejects.toThrow('disk full')
    expect((await auth.tokens()).accessToken).toBe('token-1')
    expect(saved).toEqual(['r1', 'r1'])
    expect(forms).toHaveLength(1)
  })
})

describe('a token endpoint that refuses', () => {
  const refusal = (status: number, body: nock.Body) =>
    nock(login).post('/oauth2/token').reply(status, body)

  test.each([
    [400, 'invalid_grant', /login\.example\.com gave no access token: invalid_grant.*connect/],
    [401, 'invalid_client', /Check the client id and the client secret/],
    [200, 'bad_refresh_token', /bad_refresh_token.*Check the credentials/],
  ])('with %i %s says what to do, and is not asked again', async (status, error, message) => {
    refusal(status, { error, error_description: 'token of jane@example.com is dead' })
    const auth = refreshToken({ ...client, refreshToken: 'r0' })
    await expect(auth.tokens()).rejects.toThrow(message)
    const second = auth.tokens()
    await expect(second).rejects.toThrow(AuthError)
    await expect(second).rejects.not.toThrow(/jane|top secret|r0/)
  })

  test('for a moment is asked again', async () => {
    refusal(400, { error: 'temporarily_unavailable' })
    refusal(503, '')
    tokens(() => ({}), 1)
    const clock = fakeClock()
    expect((await clientCredentials({ ...client, clock }).tokens()).accessToken).toBe('token-1')
    expect(clock.sleeps).toHaveLength(2)
  })

  test('does not end the wait of the others when one of them is stopped', async () => {
    tokens(() => ({}), 1)
    const auth = clientCredentials(client)
    const controller = new AbortController()
    const stopped = auth.tokens(controller.signal)
    const other = auth.tokens()
    controller.abort(new Error('stopped'))
    await expect(stopped).rejects.toThrow('stopped')
    expect((await other).accessToken).toBe('token-1')
  })
})

describe('JWT bearer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const options = { tokenUrl, issuer: 'id', subject: 'jane@example.com', audience: login }

  test.each([
    ['as a file has it', pem],
    ['as an environment variable has it', pem.replaceAll('\n', '\\n')],
  ])('signs a statement with a key %s', async (_, key) => {
    const forms = tokens(() => ({}), 1)
    const clock = fakeClock()
    await jwtBearer({ ...options, clock, privateKey: key, keyId: 'k1', claims: { x: 1 } }).tokens()
    expect(forms[0]?.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
    const [header = '', claims = '', signature = ''] = forms[0]?.get('assertion')?.split('.') ?? []
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
    const iat = clock.now() / 1000
    const who = { iss: 'id', sub: 'jane@example.com', aud: login }
    expect(read(claims)).toEqual({ ...who, iat, exp: iat + 180, x: 1 })
    const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`)
    expect(verify.verify(publicKey, signature, 'base64url')).toBe(true)
  })

  test.each([
    ['no key', 'not a key'],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('%s is the config’s error, and is not shown', (_, privateKey) => {
    const make = () => jwtBearer({ ...options, privateKey })
    expect(make).toThrow(ConfigError)
    expect(make).toThrow(/RSA private key/)
    expect(make).not.toThrow(/not a key/)
  })
})
