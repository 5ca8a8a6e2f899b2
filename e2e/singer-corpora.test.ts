import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { runBin } from './bins.ts'
import { corpus } from './corpora.ts'
import { test } from './zones.ts'

/** What a corpus file must come to. */
interface Expected {
  readonly file: string
  /** Records in the raw zone. */
  readonly raw: number
  readonly deadLetters?: number
  /** The last STATE that was passed on. */
  readonly state?: unknown
  /** The last line, where the run must fail. */
  readonly failure?: RegExp
}

const meltano: readonly Expected[] = [
  { file: 'array_data.singer', raw: 4, state: { test_array_data: 4 } },
  { file: 'camelcase.singer', raw: 2 },
  { file: 'camelcase_complex_schema.singer', raw: 0 },
  { file: 'duplicate_records.singer', raw: 5, state: { test_duplicate_records: 2 } },
  {
    file: 'encoded_string_data.singer',
    raw: 28,
    state: { test_strings: 11, test_strings_in_objects: 11, test_strings_in_arrays: 6 },
  },
  { file: 'invalid_schema.singer', raw: 0 },
  {
    file: 'multiple_state_messages.singer',
    raw: 12,
    state: { test_multiple_state_messages_a: 5, test_multiple_state_messages_b: 6 },
  },
  { file: 'no_primary_keys.singer', raw: 3, state: { test_no_pk: 3 } },
  { file: 'no_primary_keys_append.singer', raw: 5, state: { test_no_pk: 5 } },
  { file: 'optional_attributes.singer', raw: 4, state: { test_optional_attributes: 4 } },
  { file: 'pk_updates.singer', raw: 2 },
  {
    file: 'record_before_schema.singer',
    raw: 0,
    failure: /^CRITICAL Line 1 .*test_record_before_schema came before its SCHEMA/,
  },
  { file: 'record_missing_fields.singer', raw: 2, state: {} },
  { file: 'record_missing_key_property.singer', raw: 0, deadLetters: 1 },
  { file: 'record_missing_required_property.singer', raw: 0, deadLetters: 1 },
  { file: 'schema_no_properties.singer', raw: 4 },
  { file: 'schema_updates.singer', raw: 6, state: { test_schema_updates: 6 } },
  { file: 'special_chars_in_attributes.singer', raw: 1 },
  {
    file: 'user_location_data.singer',
    raw: 11,
    state: { test_users: 5, test_locations: 3, test_user_in_location: 3 },
  },
  {
    file: 'user_location_upsert_data.singer',
    raw: 14,
    state: { test_users: 13, test_locations: 8, test_user_in_location: 14 },
  },
]

const singerTools: readonly Expected[] = [
  { file: 'fixerio-valid-initial.json', raw: 15, state: { start_date: '2017-03-01' } },
  { file: 'fixerio-invalid-bad-type.json', raw: 0 },
  { file: 'fixerio-invalid-doesnt-match-schema.json', raw: 0, deadLetters: 1 },
  { file: 'fixerio-invalid-no-key-properties.json', raw: 0 },
  { file: 'fixerio-invalid-no-stream.json', raw: 0, failure: /^CRITICAL Line 2 .*no `stream`/ },
  {
    file: 'fixerio-invalid-truncated.json',
    raw: 0,
    failure: /^CRITICAL Line 2 .*line ends within/,
  },
]

const ownFacts =
  /,"_sdc_extracted_at":"[^"]+","_sdc_received_at":"[^"]+","_sdc_batched_at":"[^"]+","_sdc_sequence":\d+,"_sdc_table_version":(?:null|\d+)\}$/

/** The bytes that the tap wrote, without the closing brace. */
const tapBytes = (rawLine: string) => {
  expect(rawLine).toMatch(ownFacts)
  return rawLine.replace(ownFacts, '')
}

const isRecordLine = (line: string) => {
  try {
    return JSON.parse(line).type === 'RECORD'
  } catch {
    return false
  }
}

describe.each([
  ['meltano-sdk', meltano],
  ['singer-tools', singerTools],
])('the streams of %s', (folder, table) => {
  const path = corpus(`singer/${folder}`)

  test.skipIf(path === undefined).concurrent.for(table)(
    '$file',
    async (expected, { zones, expect }) => {
      const input = readFileSync(`${path}/${expected.file}`, 'utf8')
      const run = await runBin('target-s3-ndjson', ['--config', zones.targetConfig()], {
        stdin: input,
      })

      expect(run.code, run.stderr).toBe(expected.failure ? 1 : 0)
      if (expected.failure) expect(run.lastLine).toMatch(expected.failure)

      const states = run.stdout.split('\n').filter((line) => line !== '')
      expect(states.length > 0 ? JSON.parse(states.at(-1) as string) : undefined).toEqual(
        expected.state,
      )

      const raw = zones.lines('raw')
      const letters = zones.lines('dead-letters').map((line) => JSON.parse(line))
      expect([raw.length, letters.length]).toEqual([expected.raw, expected.deadLetters ?? 0])
      for (const line of raw) expect(input).toContain(`${tapBytes(line)}}`)
      for (const { record } of letters) expect(input).toContain(record)
      if (run.code === 0) {
        const records = input.split('\n').filter(isRecordLine)
        expect(records).toHaveLength(raw.length + letters.length)
      }
    },
  )
})
