import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ObjectChangedError, ObjectExistsError, StoreRefusedError } from '../errors.ts'
import { type S3Server, startS3Server } from '../fixtures/s3-server.ts'
import { openStore } from './open-store.ts'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server.close())
beforeEach(() => {
  vi.unstubAllEnvs()
  for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value)
  server.faults.length = 0
  server.requests.length = 0
})

const open = (bucket = 'lake', endpoint = server.url) =>
  openStore(`s3://${bucket}/zone`, { endpoint })
const newKey = () => `k-${randomBytes(4).toString('hex')}`
const body = Buffer.from('body')
const megabytes = (count: number) =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(2 ** 20)))

describe('a write whose answer is lost', () => {
  test('and is repeated, knows itself', async () => {
    const key = newKey()
    server.faults.push({ for: /^PUT/, is: 'break-after' })
    expect(await open().create(key, body)).toMatchObject({
      key,
      bytes: 4,
      etag: expect.any(String),
    })
    expect(server.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(2)
  })

  test('knows itself also as a long upload', async () => {
    const key = newKey()
    server.faults.push({ for: /^POST .*uploadId/, is: 'break-after' })
    expect(await open().create(key, megabytes(10))).toMatchObject({ bytes: 10 * 2 ** 20 })
    expect(server.objects.get(`lake/zone/${key}`)?.body).toHaveLength(10 * 2 ** 20)
  })

  test('knows itself as a replace', async () => {
    const key = newKey()
    const { etag } = await open().create(key, body)
    server.faults.push({ for: /^PUT/, is: 'break-after' })
    const replaced = await open().replace(key, Buffer.from('new'), etag)
    expect(await open().get(key)).toEqual({ body: Buffer.from('new'), etag: replaced.etag })
  })

  test('is taken for that of another where the object may not be read', async () => {
    const key = newKey()
    await open().create(key, body)
    server.faults.push({ for: /^HEAD/, is: { status: 403, code: 'AccessDenied' } })
    await expect(open().create(key, body)).rejects.toThrow(ObjectExistsError)
  })

  test('does not take the object of another for its own', async () => {
    const key = newKey()
    await open().create(key, body)
    server.faults.push({ for: /^PUT/, is: 'break-before' })
    await expect(open().create(key, body)).rejects.toThrow(ObjectExistsError)
    server.faults.push({ for: /^PUT/, is: 'break-before' })
    await expect(open().replace(key, body, '"stale"')).rejects.toThrow(ObjectChangedError)
  })
})

describe('a request that fails', () => {
  test.each([
    [
      'while another write of the key is under way',
      { status: 409, code: 'ConditionalRequestConflict' },
    ],
    ['when the store is busy', { status: 503, code: 'SlowDown' }],
    ['in the store', { status: 500, code: 'InternalError' }],
    ['on the way', 'break-before' as const],
  ])('%s is repeated', async (_, is) => {
    server.faults.push({ for: /^PUT/, is })
    await open().create(newKey(), body)
    expect(server.requests).toHaveLength(2)
  })

  test('by never being answered is repeated', async () => {
    server.faults.push({ for: /^PUT/, is: 'hang' })
    const store = openStore('s3://lake/zone', { endpoint: server.url, timeoutSeconds: 1 })
    await store.create(newKey(), body)
    expect(server.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(2)
  })

  test('half way through a read goes on from there', async () => {
    const key = newKey()
    const bytes = randomBytes(2 ** 20)
    await open().create(key, bytes)
    server.faults.push({ for: /^GET/, is: 'break-body' }, { for: /^GET/, is: 'break-body' })
    expect(bytes.equals(await buffer(await open().read(key)))).toBe(true)
  })

  test('of an upload leaves no parts behind', async () => {
    server.faults.push({ for: /^PUT .*partNumber=1/, is: { status: 403, code: 'AccessDenied' } })
    await expect(open().create(newKey(), megabytes(10))).rejects.toMatchObject({
      code: 'LAKE_S3_DENIED',
    })
    expect(server.uploads.size).toBe(0)
  })
})

describe('what goes wrong is said with what to do', () => {
  test.each([
    ['AccessDenied', 403, 'LAKE_S3_DENIED', 3],
    ['ExpiredToken', 400, 'LAKE_S3_CREDENTIALS', 3],
    ['SignatureDoesNotMatch', 403, 'LAKE_S3_CREDENTIALS', 3],
    ['RequestTimeTooSkewed', 403, 'LAKE_S3_CLOCK', 1],
    ['AuthorizationHeaderMalformed', 400, 'LAKE_S3_REGION', 2],
    ['KMS.DisabledException', 400, 'LAKE_S3_KEY', 2],
    ['kms:KeyNotFound', 404, 'LAKE_S3_KEY', 2],
    ['InvalidArgument', 400, 'LAKE_S3_SETTING', 2],
    ['NotImplemented', 501, 'LAKE_STORE_REFUSED', 2],
    ['XMinioStorageFull', 507, 'LAKE_STORE_FULL', 1],
    ['InvalidRequest', 400, 'LAKE_S3_FAILED', 1],
  ])('%s', async (code, status, ours, exitCode) => {
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
    server.faults.push({ for: /^PUT/, is: { status, code } })
    const failed = open().create(newKey(), body)
    await expect(failed).rejects.toMatchObject({
      code: ours,
      exitCode,
      message: expect.stringContaining('s3://lake/zone/'),
    })
  })

  test('a bucket that does not exist', async () => {
    const refused = { code: 'LAKE_S3_BUCKET', exitCode: 2 }
    await expect(open('absent').create('k', body)).rejects.toMatchObject(refused)
    await expect(open('absent').get('k')).rejects.toMatchObject(refused)
    await expect(buffer(Readable.from(open('absent').list('')))).rejects.toMatchObject(refused)
  })

  test('denied also where the answer has no body', async () => {
    const key = newKey()
    await open().create(key, body)
    server.faults.push({ for: /^GET/, is: { status: 403, code: 'AccessDenied' } })
    await expect(open().get(key)).rejects.toMatchObject({ code: 'LAKE_S3_DENIED' })
  })

  test('an access key that is unknown', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDOTHER')
    const refused = { code: 'LAKE_S3_CREDENTIALS', exitCode: 3 }
    await expect(open().create('k', body)).rejects.toMatchObject(refused)
  })

  test('no credentials at all', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/absent')
    vi.stubEnv('AWS_CONFIG_FILE', '/absent')
    const refused = { code: 'LAKE_S3_CREDENTIALS', exitCode: 3 }
    await expect(open().create('k', body)).rejects.toMatchObject(refused)
  })

  test('an endpoint that nobody answers at', async () => {
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
    const closed = await startS3Server()
    await closed.close()
    const refused = { code: 'LAKE_S3_UNREACHABLE', exitCode: 1 }
    await expect(open('lake', closed.url).create('k', body)).rejects.toMatchObject(refused)
    await expect(open('lake', 'http://absent.invalid').get('k')).rejects.toMatchObject(refused)
  })

  test('a store that ignores create-only writes is found out by a probe', async () => {
    const careless = await startS3Server({ honoursConditions: false })
    const refusal = open('lake', careless.url).probe()
    await expect(refusal).rejects.toThrow(StoreRefusedError)
    await expect(refusal).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^s3:\/\/lake.*ignores create-only writes.*use a store that/),
    })
    expect(careless.objects.size).toBe(0)
    await careless.close()
  })

  test('a store that does not know create-only writes says so at the first', async () => {
    server.faults.push({ for: /^PUT/, is: { status: 501, code: 'NotImplemented' } })
    await expect(open().probe()).rejects.toMatchObject({
      code: 'LAKE_STORE_REFUSED',
      exitCode: 2,
      message: expect.stringContaining('does not know conditional writes'),
    })
  })
})

test('encryption and tags go with every object, whichever way it is written', async () => {
  const store = openStore('s3://lake/zone', {
    endpoint: server.url,
    encryption: 'aws:kms',
    kmsKeyId: 'lake-key',
    tags: { team: 'data & more', cost: '7' },
  })
  for (const content of [body, megabytes(10)]) {
    server.headers.length = 0
    await store.create(newKey(), content)
    const begun = server.headers.find((headers) => 'x-amz-tagging' in headers)
    expect(begun).toMatchObject({
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'lake-key',
      'x-amz-tagging': 'team=data+%26+more&cost=7',
    })
  }
})

test('every write tells its checksum', async () => {
  server.headers.length = 0
  await open().create(newKey(), body)
  expect(server.headers[0]).toHaveProperty('x-amz-checksum-crc32')
})

test('the SDK prints no warning', async () => {
  const warned = vi.spyOn(process, 'emitWarning')
  await open().create(newKey(), body)
  await open().create(newKey(), megabytes(10))
  expect(warned).not.toHaveBeenCalled()
})
