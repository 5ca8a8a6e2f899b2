import { describe, expect, test } from 'vitest'
import type { FieldDescribe } from './describe.ts'
import { salesforceObject } from './salesforce-object.ts'

const stamp = (name: string, more: Partial<FieldDescribe> = {}): FieldDescribe => {
  return { name, type: 'datetime', filterable: true, sortable: true, ...more }
}

const objectOf = (fields: readonly FieldDescribe[], name = 'Thing__c', includeBinary = false) => {
  const id: FieldDescribe = { name: 'Id', type: 'id', filterable: true, sortable: true }
  return salesforceObject({ name, replicateable: true, fields: [id, ...fields] }, { includeBinary })
}

describe('the replication key', () => {
  const all = ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'].map((name) => stamp(name))
  test.each<[string, readonly FieldDescribe[], string | undefined]>([
    ['the truest stamp', all, 'SystemModstamp'],
    [
      'one that can be filtered',
      [...all.slice(0, 2), stamp('SystemModstamp', { filterable: false })],
      'LastModifiedDate',
    ],
    ['the time of creation, where nothing else is there', all.slice(0, 1), 'CreatedDate'],
    ['the time of a login', [stamp('LoginTime')], 'LoginTime'],
    ['none', [stamp('ClosedDate')], undefined],
    ['none that is no time', [stamp('SystemModstamp', { type: 'string' })], undefined],
  ])('is %s', (_, fields, expected) => {
    expect(objectOf(fields).replicationKey).toBe(expected)
  })

  test('is none of objects whose stamp is no bookmark', () => {
    expect(objectOf(all, 'LoginEvent').replicationKey).toBeUndefined()
  })
})

describe('the schema of a field', () => {
  test.each<[string, Partial<FieldDescribe>, object | undefined]>([
    ['string', { length: 80 }, { type: ['null', 'string'], maxLength: 80 }],
    ['string', { length: 1300, calculated: true }, { type: ['null', 'string'] }],
    ['picklist', { length: 255 }, { type: ['null', 'string'], maxLength: 255 }],
    ['textarea', { length: 131_072, htmlFormatted: true }, { type: ['null', 'string'] }],
    ['boolean', {}, { type: ['null', 'boolean'] }],
    ['int', {}, { type: ['null', 'integer'] }],
    ['long', {}, { type: ['null', 'string'], format: 'singer.decimal' }],
    ['currency', {}, { type: ['null', 'string'], format: 'singer.decimal' }],
    ['date', {}, { type: ['null', 'string'], format: 'date' }],
    ['datetime', {}, { type: ['null', 'string'], format: 'date-time' }],
    ['time', {}, { type: ['null', 'string'], format: 'time' }],
    ['anyType', {}, { type: ['null', 'string'] }],
    ['somethingNew', {}, { type: ['null', 'string'] }],
    ['base64', {}, undefined],
    ['address', {}, undefined],
  ])('%s', (type, more, expected) => {
    const { schema } = objectOf([{ name: 'Field__c', type, ...more }])
    expect(schema.properties.Field__c).toEqual(expected)
  })

  test('of a location holds its components', () => {
    const part = (name: string) => ({ name, type: 'double', compoundFieldName: 'Location__c' })
    const { schema } = objectOf([
      { name: 'Location__c', type: 'location' },
      part('Location__Latitude__s'),
      part('Location__Longitude__s'),
    ])
    expect(Object.keys(schema.properties.Location__c?.properties ?? {})).toEqual([
      'latitude',
      'longitude',
    ])
  })

  test('of base64 is there where that is asked for', () => {
    const { schema } = objectOf([{ name: 'Body', type: 'base64' }], 'Attachment', true)
    expect(schema.properties.Body).toMatchObject({ contentEncoding: 'base64' })
  })
})
