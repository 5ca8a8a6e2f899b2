import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let directory: string
const file = (name: string) => join(directory, name)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'descant-map-'))
  const streams = { s: { hash: { email: 'sha256' }, cast: { n: 'integer' } } }
  await writeFile(file('map.json'), JSON.stringify({ streams, hash_salt: 'very-secret' }))
  await writeFile(file('wrong.json'), '{"streams":{"s":{"filter":"a >"}},"hash_slat":"x"}')
})

afterAll(() => rm(directory, { recursive: true }))

/** The built command. */
const commandOf = (args: readonly string[]) => {
  const bin = new URL('../packages/map/bin/descant-map.js', import.meta.url).pathname
  return [process.execPath, bin, ...args]
}

const start = (args: readonly string[]) => {
  const [node = '', ...rest] = commandOf(args)
  return spawn(node, rest, { stdio: 'pipe' })
}

const run = async (args: readonly string[], input = '') => {
  const child = start(args)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [exitCode] = await ended
  return { stdout, stderr, exitCode, last: stderr.trimEnd().split('\n').at(-1) }
}

const schema =
  '{"type":"SCHEMA","stream":"s","schema":{"properties":{"email":{},"n":{}}},"key_properties":[]}\n'
const record = (value: string) => `{"type":"RECORD","stream":"s","record":${value}}\n`
const state = '{"type":"STATE","value":{"a":1.0}}\n'

describe.concurrent('descant-map', () => {
  test('maps what comes on stdin to stdout', async () => {
    const { stdout, exitCode } = await run(
      ['--config', file('map.json')],
      schema + record('{"email":"jane@example.com","n":"5"}') + state,
    )
    expect(exitCode).toBe(0)
    expect(stdout.split('\n').slice(1)).toEqual([
      expect.stringMatching(
        /^\{"type":"RECORD","stream":"s","record":\{"email":"[0-9a-f]{64}","n":5\}\}$/,
      ),
      state.trimEnd(),
      '',
    ])
  })

  test('ends with one last line that says what is wrong, after what came before', async () => {
    const { stdout, stderr, exitCode, last } = await run(
      ['-c', file('map.json')],
      schema + state + record('{"n":"jane@example.com"}') + state,
    )
    expect(exitCode).toBe(1)
    expect(stdout.endsWith(`}\n${state}`)).toBe(true)
    expect(last).toMatch(/^CRITICAL Stream s: streams\.s\.cast\.n could not be applied .* line 3/)
    expect(stderr).not.toMatch(/jane|very-secret/)
  })

  test('a wrong config is exit code 2', async () => {
    const { exitCode, last, stdout } = await run(['--config', file('wrong.json')], schema)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(last).toMatch(/^CRITICAL The config is not valid\. must not have the property hash_slat/)
  })

  test('and so is none', async () => {
    expect(await run([])).toMatchObject({ exitCode: 2, last: expect.stringContaining('--config') })
  })

  test('tells of itself in Markdown, as the README needs it', async () => {
    const { stdout, exitCode } = await run(['--about', '--format=markdown'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/## Settings\n\n\| setting .*\n(?:\|.*\n)+$/)
  })

  test('ends on SIGTERM with what came so far', async () => {
    const child = start(['--config', file('map.json')])
    const ended = once(child, 'close')
    child.stdin.write(schema + state)
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      if (stdout.endsWith(state)) child.kill('SIGTERM')
    })
    const [exitCode] = await ended
    expect(exitCode).toBe(143)
  })

  test('ends with an error when the reader goes away, though nothing more comes', async () => {
    const child = start(['--config', file('map.json')])
    const ended = once(child, 'close')
    const stderr = text(child.stderr)
    child.stdin.on('error', () => {})
    child.stdout.once('data', () => {
      child.stdout.destroy()
      child.stdin.write(state)
    })
    child.stdin.write(schema)
    const [exitCode] = await ended
    expect(exitCode).toBe(1)
    expect(await stderr).toMatch(/CRITICAL The reader of the output has gone away/)
  })

  test('and does not call the last lines written where it had gone before them', async () => {
    await writeFile(file('input.jsonl'), schema + state)
    const pipe = '{ "$@"; echo "exit $?" >&2; } | true'
    const command = commandOf(['--config', file('map.json'), '--input', file('input.jsonl')])
    const child = spawn('sh', ['-c', pipe, 'sh', ...command])
    const stderr = await text(child.stderr)
    expect(stderr).toMatch(/CRITICAL The reader of the output has gone away[^\n]*\nexit 1\n$/)
  })
})
