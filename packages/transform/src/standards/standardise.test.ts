import { Duck, sqlString } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customers } from '../model/entities/customers.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { callingCodes, callingCodesStep } from './calling-codes.ts'
import { standardise } from './standardise.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
  const { name, query } = callingCodesStep(duckdbDialect)
  await duck.run(`CREATE TABLE ${name} AS ${query}`)
})
afterAll(() => duck.close())

async function standard(email: string | null, phone: string | null, country: string | null) {
  const text = (value: string | null) => (value === null ? 'NULL::VARCHAR' : sqlString(value))
  const relation = `(SELECT ${text(email)} AS email, ${text(phone)} AS phone, ${text(country)} AS country)`
  const columns = ['email', 'phone', 'country']
  const [row] = await duck.rows<{ email: string | null; phone: string | null }>(
    standardise(duckdbDialect, customers, relation, columns),
  )
  return row
}

test.each<[string | null, string | null]>([
  ['Ann@Example.COM', 'ann@example.com'],
  ['ann+shop@example.com', 'ann+shop@example.com'],
  ['a.n.n@gmail.com', 'a.n.n@gmail.com'],
  ['ÄNN@exämple.de', 'änn@exämple.de'],
  ['ann', null],
  ['ann@example', null],
  ['ann@b@example.com', null],
  ['ann@example.com, bob@example.com', null],
  ['ann @example.com', null],
  ['anonymous', null],
  [null, null],
])('e-mail %s => %s', async (email, expected) => {
  expect((await standard(email, null, null))?.email).toBe(expected)
})

test.each<[string | null, string | null, string | null]>([
  ['+16505551212', null, '+16505551212'],
  ['+1 (650) 555-1212', 'DE', '+16505551212'],
  ['0049 171 2345678', null, '+491712345678'],
  ['011 49 171 2345678', 'US', '+491712345678'],
  ['(650) 555-1212', 'US', '+16505551212'],
  ['1-650-555-1212', 'CA', '+16505551212'],
  ['650 555 1212 x42', 'US', '+16505551212'],
  ['650 555 1212 ext. 42', 'US', '+16505551212'],
  ['+44 (0)20 7946 0018', null, '+442079460018'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['44 20 7946 0018', 'GB', '+442079460018'],
  ['0171 2345678', 'DE', '+491712345678'],
  ['06 1 234 5678', 'HU', '+3612345678'],
  ['06 1234 5678', 'IT', '+390612345678'],
  ['8 495 123-45-67', 'RU', '+74951234567'],
  ['8001234567', 'RU', '+78001234567'],
  ['(650) 555-1212', null, null],
  ['(650) 555-1212', 'XX', null],
  ['555-1212', 'US', null],
  ['0000000000', null, null],
  ['+0000000000', 'US', null],
  ['+49', null, null],
  ['call me', 'US', null],
  ['', 'US', null],
  [null, 'US', null],
])('phone %s in %s => %s', async (phone, country, expected) => {
  expect((await standard(null, phone, country))?.phone).toBe(expected)
})

test('each country has one numbering plan that can be told', () => {
  expect(new Set(callingCodes.map(({ country }) => country)).size).toBe(callingCodes.length)
  for (const plan of callingCodes) {
    expect(plan.country).toMatch(/^[A-Z]{2}$/)
    expect(plan.callingCode).toMatch(/^[1-9]\d{0,2}$/)
    expect(plan.trunkPrefix).toMatch(/^\d{0,4}$/)
    expect(plan.shortest).toBeGreaterThan(2)
    expect(plan.longest).toBeGreaterThanOrEqual(plan.shortest)
  }
})
