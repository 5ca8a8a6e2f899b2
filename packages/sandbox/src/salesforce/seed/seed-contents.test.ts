import { describe, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import type { Field } from '../schema/field.ts'
import { Schema } from '../schema/schema.ts'
import type { Row, Value } from '../store/row.ts'
import { SalesforceStore } from '../store/store.ts'
import { type OrgSize, seedContents } from './seed-contents.ts'

const schema = new Schema(2, 0)
const clock = new VirtualClock(WAKING_TIME, () => 0)
const grow = (size: OrgSize) =>
  new SalesforceStore(schema.objects, seedContents(schema, size, WAKING_TIME), clock)
const store = grow({ seed: 7, accounts: 100 })
const rowsOf = (object: string): Row[] => [...(store.table(object)?.rows() ?? [])]

/** What is wrong with a value, or undefined where it fits its field. */
function misfit(field: Field, value: Value): string | undefined {
  if (value === null) return field.nillable || field.compute !== null ? undefined : 'is null'
  const text = String(value)
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is no boolean'
    case 'int':
      return Number.isSafeInteger(value) ? undefined : 'is no integer'
    case 'datetime':
      return Number(value) <= WAKING_TIME + 86_400_000 && Number(value) % 1000 === 0
        ? undefined
        : 'is no moment on a whole second until now'
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? undefined : 'is no date'
    case 'time':
      return /^\d\d:\d\d:00\.000Z$/.test(text) ? undefined : 'is no time'
    case 'currency':
    case 'double':
    case 'percent': {
      const [, whole = '', places = ''] = /^-?(\d+)\.(\d+)$/.exec(text) ?? []
      if (whole === '') return 'is no decimal'
      if (places !== '0' && places.length > field.scale) return 'has too many decimals'
      return whole.length + field.scale > field.precision + 1 ? 'has too many digits' : undefined
    }
    case 'picklist':
      return field.picklistValues.includes(text) ? undefined : 'is not in the picklist'
    case 'multipicklist':
      return text.split(';').length <= 2 * field.picklistValues.length ? undefined : 'is too much'
    case 'id':
      return /^\w{18}$/.test(text) ? undefined : 'is no id'
    case 'reference':
      return store.find(text) === undefined ? 'refers to nothing' : undefined
    case 'address':
    case 'location':
      return typeof value === 'object' ? undefined : 'is not compound'
    default:
      return text.length <= field.length || field.type === 'base64' || field.type === 'anyType'
        ? undefined
        : 'is too long'
  }
}

test('every value of every object fits its field', () => {
  const misfits = schema.objects.flatMap((object) =>
    rowsOf(object.name).flatMap((row) =>
      object.fields.flatMap((field) => {
        const value = store.read(field, row)
        const problem = misfit(field, value)
        return problem === undefined ? [] : [`${object.name}.${field.name} ${value} ${problem}`]
      }),
    ),
  )
  expect(misfits.slice(0, 20)).toEqual([])
})

test('every object that can be queried has records, unless they are asked for', () => {
  const empty = schema.objects.filter(
    ({ name, queryable }) => queryable && rowsOf(name).length === 0,
  )
  expect(empty.map(({ name }) => name)).toEqual(['Bulk_Row__c'])
})

describe('the records of a CRM', () => {
  const leads = rowsOf('Lead')
  const contacts = rowsOf('Contact')

  test('are as many as is asked for', () => {
    expect(rowsOf('Account')).toHaveLength(100)
    expect(contacts).toHaveLength(250)
    const small = grow({ accounts: 10, records: { Contact: 3 } })
    expect([...(small.table('Contact')?.rows() ?? [])]).toHaveLength(3)
  })

  test('have ids that grow with the time of their creation', () => {
    const created = contacts.map(({ CreatedDate }) => CreatedDate as number)
    expect(created).toEqual([...created].sort((left, right) => left - right))
    const ids = contacts.map(({ Id }) => Id as string)
    expect(ids).toEqual([...ids].sort())
  })

  test('are stamped never before they came or were changed, many in the same second', () => {
    for (const row of contacts) {
      expect(row.LastModifiedDate).toBeGreaterThanOrEqual(row.CreatedDate as number)
      expect(row.SystemModstamp).toBeGreaterThanOrEqual(row.LastModifiedDate as number)
    }
    const stamps = new Map<Value | undefined, number>()
    for (const { SystemModstamp } of contacts) {
      stamps.set(SystemModstamp, (stamps.get(SystemModstamp) ?? 0) + 1)
    }
    expect(Math.max(...stamps.values())).toBeGreaterThan(10)
  })

  test('come from imports now and then, are deleted now and then, and lack this and that', () => {
    expect(
      leads.some(({ SystemModstamp }) => (SystemModstamp as number) < Date.parse('1991-01-01')),
    ).toBe(true)
    expect(leads.filter(({ IsDeleted }) => IsDeleted).length).toBeGreaterThan(0)
    expect(leads.filter(({ Email }) => Email === null).length).toBeGreaterThan(0)
  })

  test('are archived when they are activities of long ago', () => {
    const archived = rowsOf('Task').filter(({ IsArchived }) => IsArchived)
    const yearAgo = WAKING_TIME - 365 * 86_400_000
    expect(archived.length).toBeGreaterThan(50)
    expect(archived.every(({ CreatedDate }) => (CreatedDate as number) < yearAgo)).toBe(true)
  })

  test('are written in many scripts, with all that CSV trips over', () => {
    const names = contacts.map(({ LastName }) => String(LastName)).join(' ')
    expect(names).toMatch(/\p{Script=Han}/u)
    expect(names).toMatch(/\p{Script=Cyrillic}/u)
    const notes = leads.map(({ Description }) => String(Description)).join(' ')
    for (const trap of ['\n', '\r\n', '"', ',', 'N/A', '🎌']) expect(notes).toContain(trap)
  })

  test('have numbers that no double can hold', () => {
    const scores = rowsOf('Subscription__c').map(({ Usage__c }) => Usage__c as string | null)
    const lost = scores.filter((score) => {
      if (score === null) return false
      return score.replace(/[-.]/g, '').replace(/^0+/, '').length > 17
    })
    expect(lost.length).toBeGreaterThan(0)
  })

  test('keep histories of anything', () => {
    const values = rowsOf('OpportunityFieldHistory').map(({ NewValue }) => NewValue)
    expect(values).toEqual(expect.arrayContaining(['00123', '', null, 'true', '2026-10-01']))
  })
})

test('a million rows are made one by one, each like itself again', () => {
  const large = grow({ accounts: 10, records: { Bulk_Row__c: 30_000 } }).table('Bulk_Row__c')
  const small = grow({ accounts: 10, records: { Bulk_Row__c: 30_000 } }).table('Bulk_Row__c')
  const rows = [...(large?.rows() ?? [])]
  const fields = schema.object('Bulk_Row__c')?.fields ?? []
  expect(fields).toHaveLength(50)
  const read = (row: Row | undefined) => fields.map(({ name }) => row?.[name])
  const id = rows[29_999]?.Id as string
  expect(read(rows[29_999])).toEqual(read(small?.find(id)))
  expect(read(rows[29_999])).not.toContain(undefined)
})
