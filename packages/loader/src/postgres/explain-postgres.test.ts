import { describe, expect, test } from 'vitest'
import { LoadError } from '../load-error.ts'
import { explainPostgres } from './explain-postgres.ts'

const server = { address: 'db.example:5432', database: 'warehouse', user: 'loader' }

const failure = (code: string | undefined, message: string, where?: string) =>
  Object.assign(new Error(message), { code, where, detail: 'Key (email)=(ann@example.com)' })

describe('an error becomes words with advice', () => {
  test.each([
    ['ECONNREFUSED', '', 'LOAD_SERVER_UNREACHABLE', 'nothing listens there'],
    ['ENOTFOUND', '', 'LOAD_SERVER_UNREACHABLE', 'host is not known'],
    [undefined, 'timeout expired', 'LOAD_SERVER_UNREACHABLE', 'no answer'],
    [
      undefined,
      'The server does not support SSL connections',
      'LOAD_SERVER_UNREACHABLE',
      'sslmode',
    ],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed', 'LOAD_SERVER_UNREACHABLE', 'sslrootcert'],
    [undefined, 'Connection terminated unexpectedly', 'LOAD_CONNECTION_LOST', 'run again'],
    ['ENOSPC', '', 'LOAD_DISK_FULL', 'temporary directory'],
    ['ECONNRESET', '', 'LOAD_CONNECTION_LOST', 'run again'],
    ['57P01', '', 'LOAD_CONNECTION_LOST', 'as they were before'],
    ['28P01', '', 'LOAD_CREDENTIALS_REFUSED', 'refused the user loader'],
    [undefined, 'SASL: client password must be a string', 'LOAD_CREDENTIALS_REFUSED', 'has none'],
    ['3D000', '', 'LOAD_DATABASE_MISSING', 'createdb warehouse'],
    ['42501', 'permission denied', 'LOAD_PERMISSION', 'GRANT CREATE ON DATABASE "warehouse"'],
    ['25006', '', 'LOAD_SERVER_READ_ONLY', 'primary'],
    ['53100', '', 'LOAD_DISK_FULL', 'make room'],
    ['53300', '', 'LOAD_SERVER_BUSY', 'run again later'],
    ['2BP01', '', 'LOAD_TABLE_IN_USE', 'drop them'],
    ['40P01', '', 'LOAD_TABLE_BUSY', 'end long transactions'],
    ['23505', '', 'LOAD_KEY_DUPLICATE', 'the table orders'],
    ['23502', '', 'LOAD_KEY_NULL', 'the table orders'],
    ['XX000', 'cache lookup failed', 'LOAD_POSTGRES', 'SQLSTATE XX000'],
  ])('%s %s: %s', (code, message, expected, words) => {
    const error = explainPostgres(failure(code, message), server, 'orders') as LoadError
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(words) })
    expect(error.message).not.toContain('ann@example.com')
  })
})

test('a value that is refused is told of by its column, not by itself', () => {
  const where = 'COPY orders__next, line 3, column total_price: "ann@example.com"'
  const raw = failure('22P02', 'invalid input syntax for type numeric: "ann@example.com"', where)
  const error = explainPostgres(raw, server, 'orders') as LoadError
  expect(error).toMatchObject({
    code: 'LOAD_VALUE_REFUSED',
    message: expect.stringContaining('the column total_price of orders'),
  })
  expect(error.message).not.toContain('ann@')
})

test('what is no error of PostgreSQL stays as it is, and what is in words already', () => {
  const bug = new TypeError('undefined is not a function')
  const missing = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'mkdtemp' })
  expect(explainPostgres(missing, server)).toBe(missing)
  const known = new LoadError('LOAD_NO_TABLES', 'No tables.')
  expect(explainPostgres(bug, server)).toBe(bug)
  expect(explainPostgres(known, server)).toBe(known)
  expect(explainPostgres('text', server)).toBe('text')
})
