import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { runBin } from './bins.ts'
import { test, type Zones } from './zones.ts'

const schemaOf = (stream: string) =>
  JSON.stringify({ type: 'SCHEMA', stream, schema: {}, key_properties: [] })

const ownFacts =
  /,?"_sdc_extracted_at":"[^"]+","_sdc_received_at":"[^"]+","_sdc_batched_at":"[^"]+","_sdc_sequence":\d+,"_sdc_table_version":(?:null|\d+)\}$/

/** Numbers and texts that change where they are parsed and written again. */
const treacherous = fc.constantFrom(
  ...['12345678901234567890', '0.1000', '-0', '1e400', '1E+2', '99999999999999.99', '"\\u00e9\\/"'],
  ...['"é"', '"\\ud800"', '{"10":1,"2":{"__proto__":null}}', '[ 1 ,2 ]', '"\u2028"', '"😀"'],
)
const json = fc.oneof(treacherous, fc.json({ maxDepth: 2 }))
const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('__proto__', '2'))
const space = fc.constantFrom('', ' ', '\t')

/** An object's text, with spaces anywhere. */
const objectText = fc
  .tuple(fc.uniqueArray(key, { maxLength: 4 }), fc.infiniteStream(json), space)
  .map(([keys, values, gap]) => {
    const members = keys.map((name) => {
      const { value } = values.next()
      return `${gap}${JSON.stringify(name)}${gap}:${gap}${value}${gap}`
    })
    return `{${members.join(',')}}`
  })

test('random JSON arrives byte for byte, through threads too', async ({ zones }) => {
  // Some text beside, so that there is work for threads.
  const padding = `"padding":"${'é padding '.repeat(60)}"`
  const records = fc
    .sample(objectText, { numRuns: 1500, seed: 7 })
    .map((text, index) => (index % 2 === 0 ? text : `{${padding},"record":${text}}`))
  const lines = records.map((text) => `{"type":"RECORD","stream":"s","record":${text}}`)
  const config = zones.targetConfig({ workers: 3, batch_max_records: 300 })
  const stdin = [schemaOf('s'), ...lines, ''].join('\n')
  const run = await runBin('target-s3-ndjson', ['--config', config], { stdin })
  expect([run.code, run.stderr.match(/CRITICAL.*/)]).toEqual([0, null])
  const arrived = zones.lines('raw').map((line) => line.replace(ownFacts, ''))
  const sent = records.map((text) => text.slice(0, -1))
  expect(arrived.sort()).toEqual(sent.sort())
})

const names = ['../../x', 'a/b', '..', '/etc', 'CON', 'nul.txt', '😀', 'ü', 'a b', 'x'.repeat(2048)]

const filesIn = (zones: Zones) =>
  readdirSync(zones.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ndjson.gz'))
    .map((entry) => join(entry.parentPath, entry.name))

test('names of any kind stay inside their folder', async ({ zones }) => {
  const lines = names.flatMap((stream) => [
    schemaOf(stream),
    JSON.stringify({ type: 'RECORD', stream, record: { stream } }),
  ])
  const config = zones.targetConfig({ customer: '../customer', provider: 'pro/vider' })
  const stdin = [...lines, ''].join('\n')
  const run = await runBin('target-s3-ndjson', ['--config', config], { stdin })
  expect(run.code, run.stderr).toBe(0)
  const files = filesIn(zones)
  expect(files).toHaveLength(names.length)
  const root = join(zones.directory, 'raw')
  for (const file of files) {
    expect(file.startsWith(`${root}/`)).toBe(true)
    // The customer, the provider, year, month, day, and the file.
    expect(file.slice(root.length + 1).split('/')).toHaveLength(6)
  }
  const stored = zones.lines('raw').map((line) => JSON.parse(line).stream)
  expect(stored.sort()).toEqual([...names].sort())
})

/** Mounts a folder that nobody may write to, not even root, where this machine lets us. */
const readOnlyFolder = (zones: Zones): (() => void) | undefined => {
  const folder = join(zones.directory, 'fixed')
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder], { stdio: 'ignore' })
    return () => execFileSync('umount', [folder], { stdio: 'ignore' })
  } catch {
    process.stderr.write('skipped: no read-only file system can be mounted here\n')
    return undefined
  }
}

test('a folder that may not be written to: exit 2 before anything is read', async ({ zones }) => {
  const unmount = readOnlyFolder(zones)
  if (!unmount) return
  try {
    const config = zones.targetConfig({ raw: zones.url('fixed/raw') })
    const stdin = `${schemaOf('s')}\n{"type":"STATE","value":1}\n`
    const run = await runBin('target-s3-ndjson', ['--config', config], { stdin })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.lastLine).toMatch(/^CRITICAL .*may not read or write .*permission/)
  } finally {
    unmount()
  }
})
