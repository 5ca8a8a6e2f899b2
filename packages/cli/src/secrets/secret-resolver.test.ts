import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { AuthError, ConfigError } from '@descant/sdk'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { textParts } from '../project/reference.ts'
import { SecretResolver } from './secret-resolver.ts'
import type { SecretsManager } from './secrets-manager.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const arn = 'arn:aws:secretsmanager:eu-central-1:1:secret:shop-AbCdEf'

/** A store of secrets in memory, that counts how often it is asked. */
const storeOf = (secrets: Record<string, string>) => {
  const asked: string[] = []
  const store: SecretsManager = {
    read: async (name) => {
      asked.push(name)
      if (name in secrets) return secrets[name]
      throw Object.assign(new Error(`secret text ${name}`), {
        name: name === 'denied' ? 'AccessDeniedException' : 'ResourceNotFoundException',
      })
    },
    write: async (name, text) => {
      secrets[name] = text
    },
  }
  return { store, asked, secrets }
}

const resolverOf = (secrets: Record<string, string> = {}, environment: NodeJS.ProcessEnv = {}) => {
  const { store, asked } = storeOf(secrets)
  const resolver = new SecretResolver({
    environment,
    folder,
    secretsManager: store,
    parameterStore: store,
    placeOf: () => 'descant.yaml:9:5',
  })
  return { resolver, asked, secrets }
}

test('references are put in wherever they stand, each asked for once', async () => {
  writeFileSync(join(folder, 'token'), 'from-a-file\n')
  const { resolver, asked } = resolverOf(
    { [arn]: '{"token":"shh-1","port":5432}', '/db/password': 'p@ss' },
    { SHOP: 'my-shop' },
  )
  const settings = {
    shop: '${env:SHOP}',
    access_token: `\${secretsmanager:${arn}#token}`,
    nested: [{ url: `postgres://me:\${ssm:/db/password}@host:\${secretsmanager:${arn}#port}/db` }],
    other: '${env:NONE:-instead} $${env:SHOP} ${other}',
    file: '${file:token}',
    count: 3,
  }
  expect(await resolver.value(settings)).toEqual({
    shop: 'my-shop',
    access_token: 'shh-1',
    nested: [{ url: 'postgres://me:p@ss@host:5432/db' }],
    other: 'instead ${env:SHOP} ${other}',
    file: 'from-a-file',
    count: 3,
  })
  expect(asked.sort()).toEqual(['/db/password', arn, arn].sort())
  // The name of a shop is no secret, and hiding it would hide the log.
  expect([...resolver.secrets].sort()).toEqual(['5432', 'from-a-file', 'p@ss', 'shh-1'])
})

test.each([
  ['${env:NONE}', ConfigError, 'descant.yaml:9:5 ${env:NONE}: is not set in the environment'],
  ['${file:none}', ConfigError, 'ENOENT'],
  ['${secretsmanager:none}', ConfigError, 'descant.yaml:9:5 ${secretsmanager:none}: is not there'],
  ['${secretsmanager:plain#key}', ConfigError, 'no JSON object with key'],
  ['${ssm:denied}', AuthError, 'descant.yaml:9:5 ${ssm:denied} could not be read (AccessDenied'],
] as const)('%s', async (text, kind, words) => {
  const { resolver } = resolverOf({ plain: 'text' })
  const promise = resolver.text(text)
  await expect(promise).rejects.toBeInstanceOf(kind)
  await expect(promise).rejects.toThrow(words)
  await expect(promise).rejects.not.toThrow('secret text')
})

test('a rotated token goes where its reference points', async () => {
  const { resolver, secrets } = resolverOf({ shop: '{"id":"x","token":"old"}' })
  const referenceIn = (text: string) => textParts(text)[0] as Parameters<typeof resolver.store>[0]
  await resolver.store(referenceIn('${secretsmanager:shop#token}'), 'new')
  expect(JSON.parse(secrets.shop ?? '')).toEqual({ id: 'x', token: 'new' })
  expect(await resolver.text('${secretsmanager:shop#token}')).toBe('new')
  await resolver.store(referenceIn('${file:token}'), 'newer')
  expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('newer\n')
  const refused = resolver.store(referenceIn('${env:TOKEN}'), 'newest')
  await expect(refused).rejects.toThrow('the environment cannot keep it')
})

/** Loading the SDKs of Amazon costs more than all other tests here. */
test.skipIf(process.env.DESCANT_LONG !== '1')(
  'AWS is asked as it wants to be (with DESCANT_LONG=1)',
  async () => {
    const asked: string[] = []
    const server = createServer(async (request, response) => {
      const body = (await json(request)) as Record<string, unknown>
      asked.push(`${request.headers['x-amz-target']} ${body.SecretId ?? body.Name}`)
      response.setHeader('content-type', 'application/x-amz-json-1.1')
      const isSecret = String(request.headers['x-amz-target']).startsWith('secretsmanager')
      response.end(
        JSON.stringify(
          isSecret ? { SecretString: '{"token":"shh"}' } : { Parameter: { Value: 'parameter' } },
        ),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    const resolver = new SecretResolver({ environment: {}, folder })
    expect(await resolver.text(`\${secretsmanager:${arn}#token}`)).toBe('shh')
    expect(await resolver.text('${ssm:/a/b}')).toBe('parameter')
    expect(asked).toEqual([`secretsmanager.GetSecretValue ${arn}`, 'AmazonSSM.GetParameter /a/b'])
    vi.unstubAllEnvs()
    server.closeAllConnections()
    server.close()
  },
)
