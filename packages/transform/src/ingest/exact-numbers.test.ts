import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Duck } from '@descant/lake/duckdb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawFile } from '../testing/raw-file.ts'
import { layOut } from './lay-out.ts'
import { rawRelation } from './raw-relation.ts'

let duck: Duck
let directory: string

beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
  directory = await mkdtemp(join(tmpdir(), 'exact-numbers-'))
})
afterAll(async () => {
  duck.close()
  await rm(directory, { recursive: true })
})

const shape = {
  number: 'text',
  text: 'text',
  money: { amount: 'text' },
  list: ['text'],
  lines: [{ price: 'text' }],
} as const

/** A decimal of up to 38 digits, 18 of them after the point. */
const decimal = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 }),
  )
  .map(
    ([isNegative, whole, fraction]) =>
      `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`,
  )

test('decimals of up to 38 digits are read to the last one, as numbers and as texts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(decimal, { minLength: 200, maxLength: 200 }), async (numbers) => {
      const lines = numbers.map(
        (number) =>
          `{"number":${number},"text":"${number}","money":{"amount":${number}},"list":[1,${number}],"lines":[{"price": ${number} }]}\n`,
      )
      const path = join(directory, 'raw.gz')
      await writeFile(path, gzipSync(lines.join('')))
      const laidOut = await layOut(rawFile(path), 0, `${path}.ndjson`, { shape, judgesAll: false })
      const value = (text: string) => `CAST(CAST(${text} AS DECIMAL(38, 18)) AS VARCHAR)`
      const rows = await duck.rows<Record<string, string>>(
        `SELECT ${value('text')} AS exact, text, ${value('number')} AS number,
        ${value('money.amount')} AS money, ${value('list[2]')} AS list, ${value('lines[1].price')} AS lines,
        number AS written FROM ${rawRelation({ files: [laidOut], shape })} ORDER BY _line`,
      )
      expect(rows.map(({ text }) => text)).toEqual(numbers)
      for (const { exact, number, money, list, lines, text, written } of rows) {
        expect([number, money, list, lines]).toEqual([exact, exact, exact, exact])
        if (text && text.length >= 16 && text.includes('.')) expect(written).toBe(text)
      }
    }),
    { numRuns: 3 },
  )
})
