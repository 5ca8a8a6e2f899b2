import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOf } from '../fixtures/plan-of.ts'
import { exactDecimal } from '../record/exact-decimal.ts'
import { recordOfRow } from '../record/record-of-row.ts'
import type { RecordPlan } from '../record/record-plan.ts'
import { CsvRecords } from './csv-records.ts'

/** The records of a file that comes in pieces of a size. */
const recordsOf = (plan: RecordPlan, csv: string | Uint8Array, size = 1e6) => {
  const reader = new CsvRecords(plan)
  const bytes = Buffer.from(csv as string)
  const lines: string[] = []
  let newest: string | undefined
  const take = (blocks: ReturnType<CsvRecords['end']>) => {
    for (const block of blocks) {
      const text = Buffer.from(block.lines).toString()
      expect(text.split('\n').length - 1).toBe(block.count)
      lines.push(...text.trimEnd().split('\n'))
      newest = block.newest
    }
  }
  for (let at = 0; at < bytes.length; at += size) take(reader.push(bytes.subarray(at, at + size)))
  take(reader.end())
  expect(lines).toHaveLength(reader.rows)
  return { lines, records: lines.map((line) => JSON.parse(line)), newest }
}

const plan = planOf([
  ['Name', 'string'],
  ['Amount', 'currency'],
  ['Seats', 'int'],
  ['Done', 'boolean'],
])
const header = '"Id","Name","Amount","Seats","Done","IsDeleted","SystemModstamp"\n'
const stamp = '2026-10-02T08:11:00.000Z'
const row = (name: string, amount = '1.5', more = '"3","true","false"') =>
  `"001",${name},"${amount}",${more},"${stamp}"\n`
const record = {
  Id: '001',
  Amount: '1.5',
  Seats: 3,
  Done: true,
  IsDeleted: false,
  SystemModstamp: stamp,
}

describe('values', () => {
  test.each([
    ['"plain"', 'plain'],
    ['""', null],
    ['', null],
    ['plain', 'plain'],
    ['"a,b"', 'a,b'],
    ['"line one\nline ""two"""', 'line one\nline "two"'],
    ['"a\r\nb"', 'a\r\nb'],
    ['"back\\slash\ttab"', 'back\\slash\ttab'],
    ['"nul\u0000byte\u001f"', 'nul\u0000byte\u001f'],
    ['"N/A"', 'N/A'],
    ['"00123"', '00123'],
    ['"é 漢字 😀"', 'é 漢字 😀'],
    ['"\u2028"', '\u2028'],
  ])('%j', (text, expected) => {
    for (const size of [1, 7, 1e6]) {
      expect(recordsOf(plan, header + row(text), size).records).toEqual([
        { ...record, Name: expected },
      ])
    }
  })

  test.each([
    ['3.0', '3'],
    ['3.5E8', '350000000'],
    ['99999999999999.99', '99999999999999.99'],
    ['-0.50', '-0.5'],
    ['', null],
    ['N/A', 'N/A'],
  ])('the decimal %s is %s, and no double', (text, expected) => {
    expect(recordsOf(plan, header + row('"x"', text)).records[0].Amount).toBe(expected)
  })

  test('a text that cannot be null is empty where nothing stands, and never null', () => {
    const strict = planOf([['Name', 'string', { nillable: false }]])
    const csv = `"Id","Name","IsDeleted","SystemModstamp"\n"001","","false","${stamp}"\n`
    expect(recordsOf(strict, csv).records[0].Name).toBe('')
  })

  test('a row in the recycle bin says when it came there', () => {
    const csv = header + row('"x"', '1.5', '"3","true","true"')
    expect(recordsOf(plan, csv).records[0]).toMatchObject({
      IsDeleted: true,
      _sdc_deleted_at: stamp,
    })
  })

  test('compound values are put together, from columns that are not written as well', () => {
    const address = planOf(
      [
        ['BillingAddress', 'address'],
        ['BillingStreet', 'textarea', { compoundFieldName: 'BillingAddress' }],
        ['BillingLatitude', 'double', { compoundFieldName: 'BillingAddress' }],
        ['After__c', 'string'],
      ],
      (name) => name !== 'BillingStreet',
    )
    const head = '"Id","BillingStreet","BillingLatitude","After__c","IsDeleted","SystemModstamp"\n'
    const csv =
      head +
      `"001","1 Main St\n""B""","32.20","after","false","${stamp}"\n"002","","","","false","${stamp}"\n`
    expect(recordsOf(address, csv, 5).records).toMatchObject([
      {
        BillingLatitude: '32.2',
        After__c: 'after',
        BillingAddress: { street: '1 Main St\n"B"', latitude: '32.2' },
      },
      { BillingAddress: null },
    ])
    expect(recordsOf(address, csv).records[0]).not.toHaveProperty('BillingStreet')
  })
})

describe('files', () => {
  test.each([
    ['without rows', header, 0],
    ['with nothing at all', '', 0],
    ['whose last line has no end', header + row('"x"').trimEnd(), 1],
    ['with CRLF', (header + row('"x"')).replaceAll('\n', '\r\n'), 1],
    ['with an empty line at the end', `${header}${row('"x"')}\n`, 1],
    ['with a byte order mark', `\uFEFF${header}${row('"x"')}`, 1],
    [
      'in another order of columns',
      `"SystemModstamp","IsDeleted","Done","Seats","Amount","Name","Id"\n"${stamp}","false","true","3","1.5","x","001"\n`,
      1,
    ],
  ])('%s', (_, csv, count) => {
    for (const size of [1, 3, 1e6]) {
      const { records } = recordsOf(plan, csv, size)
      expect(records).toEqual(Array.from({ length: count }, () => ({ ...record, Name: 'x' })))
    }
  })

  test.each([
    ['that end within a value', header + row('"x"').slice(0, 8), /cut short/],
    ['that end within a row', header + row('"x"').slice(0, 15), /cut short/],
    ['with a value too few', `${header}"001","x"\n`, /another number of values/],
    ['with a value too many', header + row('"x","y"'), /another number of values|whole number/],
    ['without a column that was asked for', '"Id","Name"\n"1","2"\n', /lacks the column Amount/],
  ])('%s are refused', (_, csv, words) => {
    expect(() => recordsOf(plan, csv)).toThrow(words)
    expect(() => recordsOf(plan, csv, 1)).toThrow(words)
  })

  test('the newest stamp is told, whatever the order', () => {
    const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}T00:00:00.000Z`
    const csv = header + [3, 9, 1].map((day) => row('"x"').replace(stamp, at(day))).join('')
    expect(recordsOf(plan, csv).newest).toBe(at(9))
  })

  test('a value of megabytes is read once, not once for each piece of it', () => {
    const long = 'x"y\n'.repeat(300_000)
    const csv = header + row(`"${long.replaceAll('"', '""')}"`)
    expect(recordsOf(plan, csv, 16_384).records[0].Name).toBe(long)
  })
})

test('any rows, cut anywhere, give the records that REST would give of the same rows', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '\\', '\u0000', 'é', '😀', 'x') }),
  )
  const decimal = fc
    .tuple(fc.integer(), fc.nat({ max: 9999 }))
    .map(([whole, fraction]) => `${whole}.${fraction}`)
  const rows = fc.array(
    fc.record({
      Name: fc.option(text.filter((value) => value !== '')),
      Amount: fc.option(decimal),
      Seats: fc.option(fc.integer()),
      Done: fc.boolean(),
      IsDeleted: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 80 }), fc.boolean(), (values, size, isQuoted) => {
      const whole = values.map((value, index) => ({
        Id: `00${index}`,
        ...value,
        SystemModstamp: stamp,
      }))
      const cell = (value: unknown) => {
        const plain = value === null ? '' : String(value)
        const isBare = !isQuoted && !/[",\r\n]/.test(plain)
        return isBare ? plain : `"${plain.replaceAll('"', '""')}"`
      }
      const csv =
        header +
        whole
          .map((value) =>
            [value.Id, value.Name, value.Amount, value.Seats, value.Done, value.IsDeleted, stamp]
              .map(cell)
              .join(','),
          )
          .map((line) => `${line}\n`)
          .join('')
      const expected = whole.map((value) => recordOfRow(plan, value))
      expect(recordsOf(plan, csv, size).records).toEqual(JSON.parse(JSON.stringify(expected)))
      for (const { Amount } of expected) {
        if (Amount !== null) expect(Amount).toBe(exactDecimal(String(Amount)))
      }
    }),
    { numRuns: 200 },
  )
})
