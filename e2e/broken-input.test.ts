import { expect } from 'vitest'
import { finished, runBin, startBin } from './bins.ts'
import { test } from './zones.ts'

const schema =
  '{"type":"SCHEMA","stream":"s","schema":{"properties":{"id":{"type":"integer"}}},"key_properties":["id"]}'
const record = (id: number) => `{"type":"RECORD","stream":"s","record":{"id":${id}}}`
const state = (n: number) => `{"type":"STATE","value":{"n":${n}}}`

test.for([
  ['not JSON', 'Traceback (most recent call last):', /^CRITICAL Line 4 .*not a JSON object/],
  [
    'a RECORD before its SCHEMA',
    '{"type":"RECORD","stream":"t","record":{}}',
    /^CRITICAL Line 4 .*before its SCHEMA/,
  ],
  ['a RECORD without stream', '{"type":"RECORD","record":{}}', /^CRITICAL Line 4 .*no `stream`/],
  [
    'a schema that cannot compile',
    '{"type":"SCHEMA","stream":"t","schema":{"type":"strnig"}}',
    /^CRITICAL Line 4 .*cannot be used/,
  ],
] as const)(
  '%s ends the run after what came before it is safe',
  async ([, line, words], { zones }) => {
    const stdin = [schema, record(1), state(1), line, record(2), state(2), ''].join('\n')
    const run = await runBin('target-s3-ndjson', ['--config', zones.targetConfig()], { stdin })
    expect(run.code).toBe(1)
    expect(run.lastLine).toMatch(words)
    expect(run.stderr).not.toMatch(/\n\s+at /)
    expect(run.stdout).toBe('{"n":1}\n')
    expect(zones.lines('raw')).toHaveLength(1)
  },
)

test('what is wrong with a config is told at once, with what to do', async ({ zones }) => {
  const config = zones.file('bad.json', { customer: 7, compression_level: 12 })
  const run = await runBin('target-s3-ndjson', ['--config', config])
  expect(run.code).toBe(2)
  expect(run.lastLine).toMatch(/^CRITICAL/)
  for (const words of [
    'raw: is missing',
    'provider: is missing',
    'customer: must be string',
    'compression_level',
  ])
    expect(run.lastLine).toContain(words)
})

test.for([
  ['a zone that is no URL', { raw: 'somewhere' }, /zone/i],
  ['a zone below a file', { raw: 'file:///etc/hostname/raw' }, /\/etc\/hostname/],
] as const)('%s is refused before anything is read', async ([, settings, words], { zones }) => {
  const run = await runBin('target-s3-ndjson', ['--config', zones.targetConfig(settings)], {
    stdin: [schema, record(1), state(1), ''].join('\n'),
  })
  expect(run.code).toBeGreaterThan(0)
  expect(run.lastLine).toMatch(/^CRITICAL/)
  expect(run.lastLine).toMatch(words)
  expect(run.stdout).toBe('')
})

test('SIGTERM makes safe what has come, passes its STATE on, and ends with 143', async ({
  zones,
}) => {
  const config = zones.targetConfig({ batch_max_records: 2 })
  const target = startBin('target-s3-ndjson', ['--config', config])
  const isReading = new Promise((resolve) => target.stdout?.once('data', resolve))
  // What the target warns of when it comes upon it: by then it has read what stands before.
  const hasRead = new Promise<void>((resolve) => {
    target.stderr?.on('data', (chunk) => String(chunk).includes('unknown type') && resolve())
  })
  const end = finished(target)
  target.stdin?.write([schema, record(1), record(2), state(1), ''].join('\n'))
  await isReading
  target.stdin?.write([record(3), state(2), '{"type":"MARK"}', ''].join('\n'))
  await hasRead
  target.kill('SIGTERM')
  const run = await end
  expect(run.code).toBe(143)
  expect(run.stdout).toBe('{"n":1}\n{"n":2}\n')
  expect(zones.lines('raw')).toHaveLength(3)
  expect(run.lastLine).toMatch(/^CRITICAL/)
})

test('nothing but STATE is written to stdout, and nothing of a library to stderr', async ({
  zones,
}) => {
  const stdin = [schema, record(1), state(1), ''].join('\n')
  const run = await runBin('target-s3-ndjson', ['--config', zones.targetConfig()], { stdin })
  expect(run.stdout).toBe('{"n":1}\n')
  for (const line of run.stderr.trimEnd().split('\n'))
    expect(line).toMatch(/^(\{"level"|INFO METRIC: )/)
})
