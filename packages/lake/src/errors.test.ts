import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CommitConflictError, LakeError, ObjectExistsError } from './errors.ts'

const source = fileURLToPath(new URL('.', import.meta.url))

test('an error of this package is known by its brand, also from another copy of it', () => {
  const error = new ObjectExistsError('a/b')
  expect(LakeError.is(error)).toBe(true)
  expect(Reflect.get(error, Symbol.for('descant.error'))).toBe(true)
  expect(error).toMatchObject({
    name: 'ObjectExistsError',
    code: 'LAKE_OBJECT_EXISTS',
    exitCode: 1,
  })
  const fromAnotherCopy = Object.assign(new Error('x'), {
    code: 'LAKE_KEY',
    [Symbol.for('descant.error')]: true,
  })
  expect(LakeError.is(fromAnotherCopy)).toBe(true)
  const ofAnotherPackage = Object.assign(new Error('x'), {
    code: 'SINGER_CONFIG',
    [Symbol.for('descant.error')]: true,
  })
  for (const other of [ofAnotherPackage, new Error('LAKE_KEY'), 'LAKE_KEY', undefined]) {
    expect(LakeError.is(other)).toBe(false)
  }
})

test('a conflict names the table and the version that was taken', () => {
  const error = new CommitConflictError('acme/orders', 7)
  expect(error.version).toBe(7)
  expect(error.message).toMatch(/Version 7 of the table acme\/orders/)
})

test('the README lists every code', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  const text = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(source, name), 'utf8'))
    .join('\n')
  const codes = new Set(
    Array.from(text.matchAll(/'(LAKE_[A-Z0-9_]*[A-Z0-9])'/g), ([, code]) => code),
  )
  const listed = readFileSync(join(source, '../README.md'), 'utf8').matchAll(/`(LAKE_[A-Z0-9_]+)`/g)
  expect([...codes].sort()).toEqual(Array.from(listed, ([, code]) => code).sort())
})
