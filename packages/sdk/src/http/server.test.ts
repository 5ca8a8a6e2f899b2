import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { RequestError } from '../errors.ts'
import { fakeClock } from './fake-clock.ts'
import { createHttp } from './http.ts'
import type { HttpOptions } from './http-options.ts'
import { noRetries } from './retry.ts'

// What an interceptor cannot do is done with a real server: broken and slow bodies, compression,
// redirects between origins.

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function client(baseUrl: string, options: Partial<HttpOptions> = {}) {
  const clock = fakeClock()
  return { clock, http: createHttp({ baseUrl, clock, random: () => 0.5, ...options }) }
}

/** The error that a promise ends with. */
async function failure(promise: Promise<unknown>): Promise<RequestError> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(RequestError)
  return error
}

test('a body that breaks off is read again from the start', async () => {
  let tries = 0
  const url = await serve((_, response) => {
    tries += 1
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '9' })
    if (tries > 2) return response.end('{"a": 12}')
    response.write('{"a":')
    response.socket?.destroySoon()
    return undefined
  })
  const { http, clock } = client(url)
  expect(await http.get('')).toEqual({ a: 12 })
  expect(clock.sleeps).toEqual([1, 2])
})

test('a body that never ends is given up in time, and says so', async () => {
  const url = await serve((_, response) => void response.writeHead(200).write('{'))
  const { http } = client(url, { timeoutSeconds: 0.05, retry: noRetries })
  const error = await failure(http.get('orders'))
  expect(error.message).toMatch(/127\.0\.0\.1:\d+ did not answer within 0\.05 s: check/)
  expect(error.isRetryable).toBe(true)
})

test('an answer that never comes is given up in time, and the caller’s abort comes first', async () => {
  const controller = new AbortController()
  const url = await serve(() => controller.abort(new Error('stopped')))
  const { http, clock } = client(url, { signal: controller.signal })
  await expect(http.get('')).rejects.toThrow('stopped')
  expect(clock.sleeps).toEqual([])
})

test('compressed bodies are read, and their length counts unpacked', async () => {
  const bomb = gzipSync(JSON.stringify('x'.repeat(1_000_000)))
  const url = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toContain('gzip')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  expect(await client(url).http.get<string>('')).toHaveLength(1_000_000)
  const error = await failure(client(url, { maxResponseBytes: 10_000 }).http.get('orders'))
  expect(bomb.length).toBeLessThan(10_000)
  expect(error.message).toMatch(/orders was answered with more than 10000 bytes/)
  expect(error.isRetryable).toBe(false)
})

test('a body whose length is told too great is not read at all', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '999999' }).write('[')
  })
  const { http } = client(url, { maxResponseBytes: 100 })
  expect((await failure(http.get(''))).message).toMatch(/more than 100 bytes/)
})

test('an error whose body breaks off is still that error', async () => {
  const url = await serve((_, response) => {
    response.writeHead(422, { 'content-length': '99' }).write('{"message"')
    response.socket?.destroySoon()
  })
  const error = await failure(client(url).http.get(''))
  expect(error).toMatchObject({ status: 422, isRetryable: false })
})

test('https where http is spoken says so', async () => {
  const url = await serve((_, response) => void response.end())
  const { http } = client(url.replace('http:', 'https:'), { retry: noRetries })
  const error = await failure(http.get(''))
  expect(error.message).toMatch(/does not speak TLS there.*http or https/)
  expect(error.isRetryable).toBe(false)
})

test('a download streams, fails when it breaks off, and when it stalls', async () => {
  const url = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '6' }).write('abc')
    if (request.url === '/whole') response.end('def')
    if (request.url === '/broken') response.socket?.destroySoon()
  })
  const { http } = client(url, { retry: noRetries })
  const read = async (path: string, timeoutSeconds = 60) =>
    buffer((await http.download(path, { timeoutSeconds })).body)
  const whole = await http.download('whole')
  expect([whole.status, (await buffer(whole.body)).toString()]).toEqual([200, 'abcdef'])
  const broken = await failure(read('broken'))
  expect(broken.message).toMatch(/closed before the answer was complete/)
  const stalled = await failure(read('stalled', 0.05))
  expect(stalled.message).toMatch(/did not answer within/)
})

test('a download that its reader leaves lets go of the connection', async () => {
  let left = () => {}
  const gone = new Promise<void>((resolve) => {
    left = resolve
  })
  const url = await serve((_, response) => {
    response.on('close', left)
    response.writeHead(200).write('abc')
  })
  const { body } = await client(url).http.download('')
  for await (const _ of body) break
  await gone
})

test('redirects are followed, with credentials on the own origin only', async () => {
  const seen: unknown[] = []
  const other = await serve((request, response) => {
    seen.push([request.method, request.headers['x-key'], request.headers.authorization])
    response.end('[1]')
  })
  const url = await serve((request, response) => {
    const location = { '/a': '/b', '/b': `${other}/c`, '/circle': '/circle' }[request.url ?? '']
    if (request.url === '/b') seen.push(request.headers['x-key'])
    response.writeHead(302, location ? { location } : {}).end()
  })
  const { http } = client(url, { headers: { 'x-key': 'k', authorization: 'Bearer t' } })
  expect(await http.post('a', {}, { allowOtherOrigins: true })).toEqual([1])
  expect(seen).toEqual(['k', ['GET', undefined, undefined]])
  expect((await failure(http.get('a'))).message).toMatch(/credentials are never sent there/)
  expect((await failure(http.get('circle'))).message).toMatch(/circle/)
  expect((await failure(http.get('nowhere'))).status).toBe(302)
})

test('who refuses connections is named, with what to check', async () => {
  const server = createSocketServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  const { http, clock } = client(`http://127.0.0.1:${port}`)
  const error = await failure(http.get(''))
  expect(error.message).toMatch(`127.0.0.1:${port} cannot be read: it refuses connections: check`)
  expect(clock.sleeps).toHaveLength(3)
})
