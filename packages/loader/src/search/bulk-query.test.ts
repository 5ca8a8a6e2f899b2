import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TableColumn } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { expect, onTestFinished, test } from 'vitest'
import { copyToLines, deleteLines, indexLines } from './bulk-query.ts'

test('each row is one line, whatever is in it', async () => {
  const duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
  const folder = mkdtempSync(join(tmpdir(), 'descant-bulk-'))
  onTestFinished(() => {
    duck.close()
    rmSync(folder, { recursive: true })
  })
  const columns: TableColumn[] = [
    { name: 'id', type: 'string', required: true },
    { name: 'no"te', type: 'string' },
    { name: 'price', type: 'decimal(18,2)' },
    { name: 'at', type: 'timestamptz' },
    { name: 'times', type: { list: 'timestamptz' } },
    { name: 'never', type: 'timestamptz' },
    { name: 'ratio', type: 'double' },
  ]
  const at = "TIMESTAMPTZ '2026-01-02 03:04:05.678901+05:30'"
  const rows = `SELECT 'a"1' AS id, E'x\\ty\\n"z"\\\\,é' AS "no""te", 12.30::DECIMAL(18,2) AS price,
      ${at} AS at, [${at}, NULL, date_trunc('second', ${at})] AS times, 'infinity'::TIMESTAMPTZ AS never, 'inf'::DOUBLE AS ratio
    UNION ALL SELECT 'b', NULL, NULL, NULL, NULL, NULL, 0.5`
  const lines = async (query: string) => {
    const path = join(folder, 'lines')
    await duck.run(copyToLines(query, path))
    return readFileSync(path, 'utf8').trimEnd().split('\n')
  }
  const indexed = await lines(indexLines(rows, columns, ['id'], 7))
  expect(indexed.map((line) => line.split('\t').map((part) => JSON.parse(part)))).toEqual([
    [
      { index: { _id: 'a"1', version: 7, version_type: 'external_gte' } },
      {
        id: 'a"1',
        'no"te': 'x\ty\n"z"\\,é',
        price: 12.3,
        at: '2026-01-01T21:34:05.678901Z',
        times: ['2026-01-01T21:34:05.678901Z', null, '2026-01-01T21:34:05Z'],
        never: null,
        ratio: null,
      },
    ],
    [
      { index: { _id: 'b', version: 7, version_type: 'external_gte' } },
      { id: 'b', 'no"te': null, price: null, at: null, times: null, never: null, ratio: 0.5 },
    ],
  ])
  expect(indexed[0]).toContain('12.30')
  expect(await lines(deleteLines("SELECT 'x' AS a, 1 AS b", ['a', 'b'], 7))).toEqual([
    '{"delete":{"_id":"[\\"x\\",\\"1\\"]","version":7,"version_type":"external_gte"}}',
  ])
})
