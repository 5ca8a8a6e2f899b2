import { beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock } from '../../clock.ts'
import { makeField } from '../schema/field.ts'
import { Schema } from '../schema/schema.ts'
import { recordId } from '../store/record-id.ts'
import type { Row, Value } from '../store/row.ts'
import { SalesforceStore } from '../store/store.ts'
import { compileQuery } from './compile-query.ts'
import type { QueryContext } from './query-context.ts'

const NOW = Date.parse('2026-11-01T12:00:00Z')
const at = (text: string) => Date.parse(text)

const account = (index: number, values: Record<string, Value>): Row => ({
  Id: recordId('001', index),
  IsDeleted: false,
  Name: null,
  ...values,
})

const accounts: readonly Row[] = [
  account(0, {
    Name: 'Acme',
    Type: 'Prospect',
    AnnualRevenue: '100.0',
    NumberOfEmployees: 5,
    Credit_Limit__c: '1234567890123456.78',
    CreatedDate: at('2026-11-01T09:00:00Z'),
    SystemModstamp: at('2026-11-01T10:00:00Z'),
    OwnerId: recordId('005', 0),
    Interests__c: 'Golf;Opera',
  }),
  account(1, {
    Name: 'acme GmbH',
    AnnualRevenue: '99.5',
    NumberOfEmployees: 10,
    Credit_Limit__c: '1234567890123456.79',
    CreatedDate: at('2026-10-30T00:00:00Z'),
    SystemModstamp: at('2026-10-31T23:59:59Z'),
    ParentId: recordId('001', 0),
    Interests__c: 'Opera',
    BillingCity: 'Köln',
  }),
  account(2, {
    Name: "O'Neill 100%",
    Type: '',
    CreatedDate: at('2025-01-01T00:00:00Z'),
    SystemModstamp: at('2026-11-01T10:00:00Z'),
    NumberOfEmployees: 7,
    OwnerId: recordId('005', 0),
  }),
  account(3, { Name: 'Gone', IsDeleted: true, SystemModstamp: at('2026-11-01T11:00:00Z') }),
]

const rows: Readonly<Record<string, readonly Row[]>> = {
  Account: accounts,
  User: [
    { Id: recordId('005', 0), FirstName: 'Zoë', LastName: 'Lee', IsActive: true, IsDeleted: false },
  ],
  Contact: [
    { Id: recordId('003', 0), LastName: 'One', AccountId: recordId('001', 0), IsDeleted: false },
    { Id: recordId('003', 1), LastName: 'Two', AccountId: recordId('001', 0), IsDeleted: false },
    { Id: recordId('003', 2), LastName: 'Three', AccountId: null, IsDeleted: false },
  ],
  Opportunity: [
    {
      Id: recordId('006', 0),
      Name: 'A',
      StageName: 'Won',
      Amount: '0.1',
      CloseDate: '2026-10-01',
      IsDeleted: false,
    },
    {
      Id: recordId('006', 1),
      Name: 'B',
      StageName: 'Won',
      Amount: '0.2',
      CloseDate: '2026-10-15',
      IsDeleted: false,
    },
    {
      Id: recordId('006', 2),
      Name: 'C',
      StageName: 'Lost',
      Amount: null,
      CloseDate: '2026-11-01',
      IsDeleted: false,
    },
  ],
  Task: [
    { Id: recordId('00T', 0), Subject: 'Call', WhoId: recordId('003', 0), IsDeleted: false },
    { Id: recordId('00T', 1), Subject: 'Old', WhoId: null, IsDeleted: false, IsArchived: true },
  ],
}

let schema: Schema
let context: QueryContext
beforeAll(() => {
  schema = new Schema(0, 0)
  const store = new SalesforceStore(
    schema.objects,
    ({ name }) => {
      const own = rows[name] ?? []
      return { size: own.length, row: (index) => own[index] as Row }
    },
    new VirtualClock(NOW, () => 0),
  )
  context = { schema, store, now: NOW }
})

const run = (soql: string, includeDeleted = false) => {
  const query = compileQuery(context, soql, { includeDeleted, base: '/services/data/v68.0' })
  return { query, rows: query.run() }
}
const written = (soql: string) => {
  const { query, rows: found } = run(soql)
  return found.map((row) => JSON.parse(query.write(row)))
}
/** The indexes of the accounts that a condition finds. */
const found = (condition: string, includeDeleted = false) =>
  run(`SELECT Id FROM Account WHERE ${condition}`, includeDeleted).rows.map((row) =>
    accounts.findIndex(({ Id }) => Id === row.Id),
  )
const refusal = (soql: string) => {
  try {
    run(soql)
  } catch (error) {
    const { errorCode, message } = error as { errorCode: string; message: string }
    return { errorCode, message }
  }
  return undefined
}

describe('conditions', () => {
  test.each<[string, number[]]>([
    ["Name = 'ACME'", [0]],
    ["Name != 'acme'", [1, 2]],
    ["Name <> 'acme'", [1, 2]],
    ["Name LIKE 'ac%'", [0, 1]],
    ["Name LIKE 'acm_'", [0]],
    ["Name LIKE '%\\%'", [2]],
    ["NOT Name LIKE 'ac%'", [2]],
    ["Name = 'O\\'Neill 100%'", [2]],
    ["Name > 'acme'", [1, 2]],
    ["Name IN ('acme', 'Gone', 'x')", [0]],
    ["Name NOT IN ('acme')", [1, 2]],
    ['Type = null', [1, 2]],
    ["Type = ''", [1, 2]],
    ["Type != 'Prospect'", [1, 2]],
    ["Type < 'z'", [0]],
    ['Type != null', [0]],
    ['AnnualRevenue > 99.5', [0]],
    ['AnnualRevenue >= 99.50', [0, 1]],
    ['AnnualRevenue = 100', [0]],
    ['AnnualRevenue < 1000', [0, 1]],
    ['NumberOfEmployees > 5', [1, 2]],
    // Beyond what a double tells apart.
    ['Credit_Limit__c > 1234567890123456.78', [1]],
    ['Credit_Limit__c = 1234567890123456.78', [0]],
    ['SystemModstamp >= 2026-11-01T10:00:00Z', [0, 2]],
    ['SystemModstamp > 2026-11-01T10:00:00.000Z', []],
    ['SystemModstamp < 2026-11-01T02:00:00+02:00', [1]],
    ['SystemModstamp = TODAY', [0, 2]],
    ['SystemModstamp < TODAY', [1]],
    ['SystemModstamp = YESTERDAY', [1]],
    ['CreatedDate = LAST_N_DAYS:2', [0, 1]],
    ['CreatedDate > LAST_N_DAYS:2', []],
    ['CreatedDate = LAST_MONTH', [1]],
    ['CreatedDate = LAST_YEAR', [2]],
    ['DAY_ONLY(CreatedDate) = 2026-10-30', [1]],
    ['CALENDAR_YEAR(CreatedDate) = 2025', [2]],
    ["Interests__c INCLUDES ('Golf')", [0]],
    ["Interests__c INCLUDES ('Golf;Opera', 'Sailing')", [0]],
    ["Interests__c EXCLUDES ('Golf')", [1, 2]],
    ["Owner.Name = 'zoë lee'", [0, 2]],
    ['Owner.Name = null', [1]],
    ["Parent.Owner.FirstName = 'Zoë'", [1]],
    ["BillingCity = 'KÖLN'", [1]],
    ["Full_Name__c = 'acme gmbh, köln'", [1]],
    ['Id IN (SELECT AccountId FROM Contact)', [0]],
    ['Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)', [1, 2]],
    ["(Name = 'Acme' AND NumberOfEmployees = 5) OR NumberOfEmployees = 7", [0, 2]],
    ["Name = 'Acme' AND (NumberOfEmployees = 6 OR NumberOfEmployees = 7)", []],
    ["NOT (Name = 'Acme' OR NumberOfEmployees = 7)", [1]],
    ['IsDeleted = true', []],
  ])('%s', (condition, expected) => {
    expect(found(condition)).toEqual(expected)
  })

  test('queryAll sees the recycle bin and archived activities', () => {
    expect(found('IsDeleted = true', true)).toEqual([3])
    expect(run('SELECT Id FROM Task').rows).toHaveLength(1)
    expect(run('SELECT Id FROM Task', true).rows).toHaveLength(2)
  })

  test('ids compare with their capitals, and in 15 characters too', () => {
    const id = recordId('001', 1)
    expect(found(`Id = '${id}'`)).toEqual([1])
    expect(found(`Id = '${id.slice(0, 15)}'`)).toEqual([1])
    expect(found(`Id > '${recordId('001', 0)}'`)).toEqual([1, 2])
    expect(found(`ParentId = '${recordId('001', 0)}'`)).toEqual([1])
  })
})

describe('order', () => {
  const order = (clause: string) =>
    run(`SELECT Id FROM Account ORDER BY ${clause}`).rows.map((row) =>
      accounts.findIndex(({ Id }) => Id === row.Id),
    )
  test.each<[string, number[]]>([
    ['Name', [0, 1, 2]],
    ['Name DESC', [2, 1, 0]],
    ['AnnualRevenue', [2, 1, 0]],
    ['AnnualRevenue DESC', [2, 0, 1]],
    ['AnnualRevenue ASC NULLS LAST', [1, 0, 2]],
    ['AnnualRevenue DESC NULLS LAST', [0, 1, 2]],
    ['SystemModstamp, Id DESC', [1, 2, 0]],
    ['SystemModstamp DESC, Id', [0, 2, 1]],
    ['Owner.Name NULLS LAST, Name DESC', [2, 0, 1]],
    ['Name LIMIT 1', [0]],
    ['Name LIMIT 1 OFFSET 1', [1]],
    ['Name OFFSET 2', [2]],
  ])('%s', (clause, expected) => {
    expect(order(clause)).toEqual(expected)
  })
})

describe('what is selected', () => {
  test('comes as the API writes it', () => {
    const [first] = written(
      "SELECT Id, name, Credit_Limit__c, NumberOfEmployees, SystemModstamp, Owner.Name, BillingAddress, ParentId FROM Account WHERE Name = 'acme'",
    )
    expect(first).toMatchObject({
      attributes: { type: 'Account', url: `/services/data/v68.0/sobjects/Account/${first.Id}` },
      Name: 'Acme',
      NumberOfEmployees: 5,
      SystemModstamp: '2026-11-01T10:00:00.000+0000',
      Owner: { attributes: { type: 'User' }, Name: 'Zoë Lee' },
      BillingAddress: null,
      ParentId: null,
    })
    const {
      query,
      rows: [row],
    } = run('SELECT Credit_Limit__c FROM Account ORDER BY Name')
    expect(query.write(row as Row)).toContain('"Credit_Limit__c":1.23456789012345678E15')
  })

  test('a parent that is not there is null, as a list of children that is empty', () => {
    const [one] = written(
      "SELECT Owner.Name, Owner.FirstName, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'acme gmbh'",
    )
    expect(one).toMatchObject({ Owner: null, Contacts: null })
  })

  test('children come in an answer of their own', () => {
    const [one] = written(
      "SELECT Name, (SELECT Name FROM Contacts ORDER BY Name DESC LIMIT 1) FROM Account WHERE Name = 'acme'",
    )
    expect(one.Contacts).toMatchObject({ totalSize: 1, done: true, records: [{ Name: 'Two' }] })
  })

  test('a parent of several kinds tells its kind', () => {
    const [one] = written('SELECT Who.Name FROM Task')
    expect(one.Who).toMatchObject({ attributes: { type: 'Contact' }, Name: 'One' })
  })

  test('TYPEOF selects by the kind of a parent', () => {
    const [one, other] = written(
      'SELECT Subject, TYPEOF Who WHEN Contact THEN LastName, Account.Name ELSE Name END FROM Task ORDER BY Id',
    )
    expect(one.Who).toMatchObject({
      attributes: { type: 'Contact' },
      LastName: 'One',
      Account: { Name: 'Acme' },
    })
    expect(other).toBeUndefined()
    const [elsewhere] = written('SELECT TYPEOF Who WHEN Lead THEN Company ELSE Name END FROM Task')
    expect(elsewhere.Who).toMatchObject({ Name: 'One' })
    expect(refusal('SELECT TYPEOF Who WHEN Contact THEN Nope END FROM Task')).toMatchObject({
      errorCode: 'INVALID_FIELD',
    })
    expect(refusal('SELECT TYPEOF Owner WHEN User THEN Email END FROM Account')).toBeDefined()
  })

  test('FIELDS() stands for many', () => {
    const [one] = written('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1')
    expect(Object.keys(one)).toContain('Loyalty_Score__c')
    expect(Object.keys(one)).not.toContain('Name')
  })
})

describe('adding up', () => {
  const groups = (soql: string) => {
    const { query, rows: all } = run(soql)
    return query.aggregate?.(all).map((text) => JSON.parse(text))
  }

  test('COUNT() is a number alone', () => {
    const { query, rows: all } = run('SELECT COUNT() FROM Account')
    expect(query.isCount).toBe(true)
    expect(all).toHaveLength(3)
  })

  test('groups have names for what has none', () => {
    expect(
      groups(
        'SELECT StageName, COUNT(Id) n, COUNT(Amount), SUM(Amount), MIN(CloseDate), MAX(Amount) m FROM Opportunity GROUP BY StageName',
      ),
    ).toEqual([
      {
        attributes: { type: 'AggregateResult' },
        StageName: 'Won',
        n: 2,
        expr0: 2,
        expr1: 0.3,
        expr2: '2026-10-01',
        m: 0.2,
      },
      {
        attributes: { type: 'AggregateResult' },
        StageName: 'Lost',
        n: 1,
        expr0: 0,
        expr1: null,
        expr2: '2026-11-01',
        m: null,
      },
    ])
  })
})

describe('groups', () => {
  const groups = (soql: string) => {
    const { query, rows: all } = run(soql)
    return query.aggregate?.(all).map((text) => JSON.parse(text).StageName)
  }
  const select = 'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName'
  test.each<[string, string[]]>([
    ['HAVING COUNT(Id) > 1', ['Won']],
    ["HAVING COUNT(Id) = 1 OR StageName = 'won'", ['Won', 'Lost']],
    ['HAVING NOT SUM(Amount) > 0', ['Lost']],
    ['HAVING MAX(CloseDate) >= 2026-11-01', ['Lost']],
    ["HAVING StageName LIKE 'L%'", ['Lost']],
    ['ORDER BY COUNT(Id)', ['Lost', 'Won']],
    ['ORDER BY StageName DESC', ['Won', 'Lost']],
    ['ORDER BY SUM(Amount) DESC NULLS LAST', ['Won', 'Lost']],
    ['ORDER BY StageName LIMIT 1', ['Lost']],
    ['ORDER BY StageName LIMIT 1 OFFSET 1', ['Won']],
  ])('%s', (clause, expected) => {
    expect(groups(`${select} ${clause}`)).toEqual(expected)
  })
})

describe('refusals', () => {
  const noColumn = (field: string, object = 'Account') =>
    `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`

  test('mark the place of a field that is not there', () => {
    expect(refusal('SELECT Id,Nam FROM Account')).toEqual({
      errorCode: 'INVALID_FIELD',
      message: `\nSELECT Id,Nam FROM Account\n          ^\nERROR at Row:1:Column:11\n${noColumn('Nam')}`,
    })
  })

  test('show only what stands around it', () => {
    const many = Array.from({ length: 9 }, (_, index) => `Measured_Quantity_Number_00${index}__c`)
    const soql = `SELECT ${many.slice(0, 5).join(',')},Nam,${many.slice(5).join(',')} FROM Wide__c`
    expect(refusal(soql)?.message).toBe(
      `\nMeasured_Quantity_Number_004__c,Nam,Measured_Quantity_Number_005__c\n                                ^\nERROR at Row:1:Column:${soql.indexOf('Nam') + 1}\n${noColumn('Nam', 'Wide__c')}`,
    )
  })

  test('tell the row of a query on several lines', () => {
    expect(refusal('SELECT Id\nFROM Account\nWHERE Nam = 1')?.message).toContain(
      '\nWHERE Nam = 1\n      ^\nERROR at Row:3:Column:7\n',
    )
  })

  test.each<[string, string, string]>([
    ['SELECT Id FROM Foo', 'INVALID_TYPE', "sObject type 'Foo' is not supported."],
    ['SELECT Id FROM Retired__c', 'INVALID_TYPE', "sObject type 'Retired__c' is not supported."],
    ['SELECT Id FROM OpenActivity', 'INVALID_TYPE_FOR_OPERATION', 'does not support query'],
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELEC Id FROM Account', 'MALFORMED_QUERY', "unexpected token: 'SELEC'"],
    ['SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', 'ROWS'],
    ["SELECT Id FROM Account WHERE Name = 'x", 'MALFORMED_QUERY', "expecting '''"],
    ['', 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null'],
    [`SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`, 'MALFORMED_QUERY', '100000'],
    [
      'SELECT Id x FROM Account',
      'MALFORMED_QUERY',
      'only aggregate expressions use field aliasing',
    ],
    ['SELECT Id, Id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Foo.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Foo'"],
    [
      'SELECT (SELECT Id FROM Foos) FROM Account',
      'INVALID_TYPE',
      "Didn't understand relationship 'Foos' in FROM part",
    ],
    [
      'SELECT Id FROM Account WHERE Name = 5',
      'INVALID_FIELD',
      "'Name' must be of type string and should be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE AnnualRevenue = '5'",
      'INVALID_FIELD',
      "'AnnualRevenue' must be of type double and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'",
      'INVALID_FIELD',
      "'CreatedDate' must be of type dateTime and should not be enclosed",
    ],
    [
      'SELECT Id FROM Opportunity WHERE CloseDate > 2026-01-01T00:00:00Z',
      'INVALID_FIELD',
      "'CloseDate' must be of type date and should not be",
    ],
    [
      'SELECT Id FROM Account WHERE CreatedDate > 2026-13-01T00:00:00Z',
      'INVALID_FIELD',
      'dateTime',
    ],
    [
      "SELECT Id FROM Account WHERE Description = 'x'",
      'INVALID_FIELD',
      "field 'Description' can not be filtered in a query call",
    ],
    [
      'SELECT Id FROM ActivityFieldHistory WHERE SystemModstamp > 2026-01-01T00:00:00Z',
      'INVALID_FIELD',
      "field 'SystemModstamp' can not be filtered",
    ],
    [
      'SELECT Id FROM Account ORDER BY BillingAddress',
      'MALFORMED_QUERY',
      "field 'BillingAddress' can not be sorted",
    ],
    [
      "SELECT Id FROM Account WHERE Id = 'abc'",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid ID field: abc',
    ],
    [
      "SELECT Id FROM Account WHERE Id LIKE '001%'",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid operator',
    ],
    [
      "SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Type = 'c'",
      'MALFORMED_QUERY',
      "unexpected token: 'OR'",
    ],
    [
      'SELECT Id FROM Account OFFSET 2001',
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Maximum SOQL offset allowed is 2000',
    ],
    ['SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', 'LIMIT of at most 200'],
    [
      'SELECT Name, COUNT(Id) FROM Account GROUP BY Type',
      'MALFORMED_QUERY',
      'must be grouped or aggregated: Name',
    ],
    [
      'SELECT Id FROM ContentDocumentLink',
      'MALFORMED_QUERY',
      'Implementation restriction: ContentDocumentLink requires a filter',
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Contact)',
      'MALFORMED_QUERY',
      'Maximum 2 semi join',
    ],
  ])('%.90s', (soql, errorCode, message) => {
    expect(refusal(soql)).toEqual({ errorCode, message: expect.stringContaining(message) })
  })

  test('of what groups are not made of', () => {
    const soql = 'SELECT COUNT(Id) FROM Account GROUP BY Type'
    for (const clause of ["HAVING Name = 'x'", 'ORDER BY Name']) {
      expect(refusal(`${soql} ${clause}`)?.message).toContain('must be grouped or aggregated: Name')
    }
    expect(
      refusal(`${soql} HAVING COUNT(Id) > 1 AND COUNT(Id) > 2 OR COUNT(Id) > 3`)?.message,
    ).toContain("unexpected token: 'OR'")
  })

  test('an object that needs a filter is content with one', () => {
    expect(
      refusal(`SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${recordId('001', 0)}'`),
    ).toBeUndefined()
  })

  test('a field that was hidden is one that is not there', () => {
    const object = schema.object('Account')
    if (object === undefined) throw new Error('no Account')
    expect(refusal('SELECT Sic__c FROM Account')).toBeDefined()
    schema.redefine({
      ...object,
      fields: [...object.fields, makeField({ name: 'Sic__c', type: 'string' })],
    })
    expect(refusal('SELECT Sic__c FROM Account')).toBeUndefined()
    schema.redefine(object)
    expect(refusal('SELECT Sic__c FROM Account')).toMatchObject({ errorCode: 'INVALID_FIELD' })
  })
})
