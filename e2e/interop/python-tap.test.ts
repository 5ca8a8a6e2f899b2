import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { test, type Zones } from '../zones.ts'
import { recordsIn, statesIn } from './messages.ts'
import { binFolder, fixture, peerProgram } from './peers.ts'
import { runPiped } from './run.ts'

const python = peerProgram('singer-sdk', 'python')

/** Runs a tap of the Meltano SDK, piped into target-s3-ndjson. */
const extract = async (zones: Zones, config: object, state?: string) => {
  const tap = ['--config', zones.file('tap.json', config)]
  if (state !== undefined) tap.push('--state', zones.file('state.json', state))
  const target = zones.targetConfig({ provider: 'library' })
  const ended = await runPiped(
    [python as string, fixture('tap_library.py'), ...tap],
    [join(binFolder, 'target-s3-ndjson'), '--config', target],
    join(zones.directory, 'tap.jsonl'),
  )
  expect(ended.code, ended.stderr).toBe(0)
  return { ...ended, states: ended.stdout.trimEnd().split('\n') }
}

/** What the target appends to a record. */
const envelope =
  /,"_sdc_extracted_at":"[^"]+","_sdc_received_at":"[^"]+","_sdc_batched_at":"[^"]+","_sdc_sequence":\d+,"_sdc_table_version":(null|\d+)\}$/

/** The records of the raw zone, as the tap wrote them. */
const rawRecords = (zones: Zones) => zones.lines('raw').map((line) => line.replace(envelope, '}'))

/** The table versions of the records of the raw zone. */
const rawVersions = (zones: Zones) => zones.lines('raw').map((line) => envelope.exec(line)?.[1])

/** The streams of the raw zone; one with an ACTIVATE_VERSION also as `stream_activate`. */
const rawStreams = (zones: Zones) =>
  new Set(zones.keys('raw').map((key) => key.replace(/^.*\/(\w+?)_\d.*?(_activate)?\..*$/, '$1$2')))

describe.skipIf(python === undefined)('a tap of the Meltano SDK', () => {
  test('arrives byte for byte, and so does its STATE', async ({ zones }) => {
    const { written, states } = await extract(zones, {})
    const sent = recordsIn(written)
    expect(Object.keys(sent).sort()).toEqual(['authors', 'books', 'genres'])
    expect(rawRecords(zones).sort()).toEqual(Object.values(sent).flat().sort())
    expect(rawRecords(zones)).toHaveLength(11)
    expect(zones.lines('dead-letters')).toEqual([])
    const sentStates = statesIn(written)
    expect(sentStates.filter((state) => states.includes(state))).toEqual(states)
    expect(states.at(-1)).toBe(sentStates.at(-1))

    const again = await extract(zones, {}, states.at(-1))
    const since = Object.values(recordsIn(again.written)).flat()
    expect(since).toHaveLength(5)
    expect(rawRecords(zones)).toHaveLength(11 + since.length)
    for (const record of since) expect(rawRecords(zones)).toContain(record)
  })

  test('keeps its table versions', async ({ zones }) => {
    const { written } = await extract(zones, { emit_activate_version_messages: true })
    const [, version] = /"type":"ACTIVATE_VERSION","stream":"genres","version":(\d+)/.exec(
      written.join('\n'),
    ) as RegExpExecArray
    const versions = rawVersions(zones)
    expect(versions.filter((own) => own === version)).toHaveLength(7)
    expect(versions.filter((own) => own === 'null')).toHaveLength(4)
    expect(rawStreams(zones)).toEqual(
      new Set(['authors', 'books', 'books_activate', 'genres', 'genres_activate']),
    )
  })

  test('may hand its records over in files', async ({ zones }) => {
    const folder = join(zones.directory, 'batches')
    mkdirSync(folder)
    const { written, states } = await extract(zones, {
      batch_config: {
        encoding: { format: 'jsonl', compression: 'gzip' },
        storage: { root: zones.url('batches') },
        batch_size: 2,
      },
    })
    expect(recordsIn(written)).toEqual({})
    const sent = readdirSync(folder).flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .trimEnd()
        .split('\n'),
    )
    expect(sent).toHaveLength(11)
    expect(rawRecords(zones).sort()).toEqual(sent.sort())
    expect(states.at(-1)).toBe(statesIn(written).at(-1))
  })
})
