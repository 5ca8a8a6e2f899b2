import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError } from '../errors.ts'
import { loadConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'descant-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | object) => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const schema = {
  type: 'object',
  required: ['token'],
  properties: {
    token: { type: 'string', secret: true },
    page_size: { type: 'integer', default: 250 },
    is_plus: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    login: { type: 'object', properties: { password: { type: 'string', secret: true } } },
    start_date: { type: 'string', format: 'date-time' },
  },
}

const load = (files: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  loadConfig({ name: 'tap-my-shop', schema, files, environment })

describe('values', () => {
  test('are defaults, then files in their order, then the environment', async () => {
    const files = [file('a.json', { token: 'a', page_size: 1 }), file('b.json', { token: 'b' })]
    const { values } = await load(files, { TAP_MY_SHOP_PAGE_SIZE: '9' })
    expect(values).toEqual({ token: 'b', page_size: 9 })
    expect((await load([file('c.json', { token: 'c' })])).values).toEqual({
      token: 'c',
      page_size: 250,
    })
  })

  test.each([
    ['PAGE_SIZE', '12', { page_size: 12 }],
    ['IS_PLUS', 'yes', { is_plus: true }],
    ['IS_PLUS', 'False', { is_plus: false }],
    ['TAGS', '["a","b"]', { tags: ['a', 'b'] }],
    ['LOGIN', '{"password":"x"}', { login: { password: 'x' } }],
    ['START_DATE', '2026-01-01T00:00:00Z', { start_date: '2026-01-01T00:00:00Z' }],
  ])('%s=%s in the environment has the type of its setting', async (name, text, expected) => {
    const environment = { [`TAP_MY_SHOP_${name}`]: text, TAP_MY_SHOP_TOKEN: 't' }
    expect((await load(['ENV'], environment)).values).toMatchObject(expected)
  })

  test('that nobody asked for are left alone', async () => {
    const { values } = await load([file('more.json', { token: 't', other: 1 })])
    expect(values).toMatchObject({ other: 1 })
  })
})

test('secrets are known, nested ones too', async () => {
  const config = file('s.json', { token: 'one', login: { password: 'two' } })
  expect((await load([config])).secrets).toEqual(['one', 'two'])
})

test('the last file is where changed settings are kept', async () => {
  const path = file('keep.json', { token: 't' })
  expect((await load(['ENV', path])).file).toBe(path)
})

describe('what is wrong', () => {
  test('is told all at once, with exit code 2', async () => {
    const error = await load([file('bad.json', { page_size: 'many', start_date: 'soon' })]).catch(
      (caught) => caught,
    )
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.exitCode).toBe(2)
    const paths = error.issues.map(({ path }: { path: string }) => path).sort()
    expect(paths).toEqual(['page_size', 'start_date', 'token'])
  })

  test.each([
    ['a file that is not there', join(folder, 'nowhere.json'), /no such file/],
    ['a file that is not JSON', file('broken.json', '{'), /not JSON/],
    ['a file that is no object', file('list.json', '[]'), /JSON object/],
  ])('names %s', async (_, path, words) => {
    await expect(load([path])).rejects.toThrow(words)
  })
})

test('a file may begin with a BOM', async () => {
  expect((await load([file('bom.json', '\uFEFF{"token":"t"}')])).values).toMatchObject({
    token: 't',
  })
})
