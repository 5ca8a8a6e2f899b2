import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'

/** The built command as a process. */
function run(args: readonly string[], stdin: 'pipe' | 'ignore' = 'ignore') {
  const bin = new URL('../packages/sandbox/bin/descant-sandbox.js', import.meta.url).pathname
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: [stdin, 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk
  })
  const closed = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }))
  const ready = new Promise<string>((resolve) => {
    child.stdout?.once('data', () => resolve(output.stdout))
  })
  return { child, closed, ready }
}

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const tiny = ['shopify', '--customers', '3', '--orders', '5', '--products', '2', '--shop', 'acme']

describe.concurrent('the process', () => {
  test('says in one line where it is, and ends with 0 on SIGTERM, stdin or not', async () => {
    const { child, ready, closed } = run(tiny)
    const line = await ready
    expect(JSON.parse(line)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      shop: 'acme.myshopify.com',
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
      client_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      client_secret: expect.stringMatching(/^shpss_[0-9a-f]{32}$/),
      refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/),
    })
    child.kill('SIGTERM')
    expect(await closed).toEqual({ code: 0, signal: null, stdout: line, stderr: '' })
  })

  test('says what a Salesforce client needs to know', async () => {
    const { child, ready, closed } = run(['salesforce', '--accounts', '3', '--seed', '7'])
    expect(JSON.parse(await ready)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      client_id: expect.stringMatching(/^3MVG9/),
      client_secret: expect.stringMatching(/^[0-9A-F]{64}$/),
      refresh_token: expect.stringMatching(/^5Aep861/),
    })
    child.kill('SIGTERM')
    expect(await closed).toMatchObject({ code: 0, signal: null, stderr: '' })
  })

  test.skipIf(!isLong)(
    'ends when the shell is gone that npx started it by, and without npx goes on',
    async () => {
      const bin = new URL('../packages/sandbox/bin/descant-sandbox.js', import.meta.url).pathname
      const orphan = async (env: NodeJS.ProcessEnv) => {
        const script = '"$@" & echo $! >&2; wait'
        const args = ['-c', script, 'sh', process.execPath, bin, ...tiny]
        const shell = spawn('sh', args, { stdio: ['ignore', 'pipe', 'pipe'], env })
        const [[pid], [ready]] = await Promise.all([
          once(shell.stderr, 'data'),
          once(shell.stdout, 'data'),
        ])
        shell.kill('SIGKILL')
        return { pid: Number(pid), url: JSON.parse(String(ready)).url as string, shell }
      }
      const left = await orphan({ ...process.env, npm_command: '' })
      const ofNpx = await orphan({ ...process.env, npm_command: 'exec' })
      // Its output closes when it has ended.
      await once(ofNpx.shell, 'close')
      await expect(fetch(ofNpx.url)).rejects.toThrow()
      expect((await fetch(`${left.url}/__control/state`, { method: 'POST' })).status).toBe(200)
      process.kill(left.pid, 'SIGTERM')
      await once(left.shell, 'close')
    },
  )

  test('ends with 0 when a piped stdin closes', async () => {
    const { child, ready, closed } = run(tiny, 'pipe')
    const { url } = JSON.parse(await ready) as { url: string }
    expect((await fetch(`${url}/__control/state`, { method: 'POST' })).status).toBe(200)
    child.stdin?.end()
    expect(await closed).toMatchObject({ code: 0, signal: null, stderr: '' })
  })

  test('a taken port is one critical line and exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await run([...tiny, '--port', String(port)]).closed).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `CRITICAL Port ${port} is taken by another program. Choose another with --port, or --port 0 for any free one.\n`,
    })
    other.close()
  })
})
