import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { compileConfig } from './compile-config.ts'
import type { MapConfig } from './map-config.ts'
import { settings } from './settings.ts'
import { streamSettings } from './stream-settings.ts'

const issuesOf = (config: unknown): readonly string[] => {
  try {
    compileConfig(config as MapConfig)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.issues.map(({ path, message }) => `${path}: ${message}`)
  }
}

const problemsOf = (stream: unknown) => issuesOf({ streams: { s: stream } })

test('every setting is described', () => {
  for (const [name, setting] of [
    ...Object.entries(settings.properties),
    ...Object.entries(streamSettings.properties),
    ...Object.entries(streamSettings.properties.flatten?.properties ?? {}),
    ...Object.entries(streamSettings.properties.rename_all?.properties ?? {}),
  ]) {
    expect(setting.description, name).toMatch(/\.$/)
  }
})

test.each([
  {},
  { streams: {} },
  { streams: { s: null, t: {} }, else: null },
  {
    streams: {
      s: {
        alias: 'a',
        filter: 'a > 1',
        compute: { b: { expression: 'a', type: { type: 'number' } } },
        select: ['a'],
        hash: { c: 'sha256' },
        mask: { d: 'x', e: { keep_last: 1 } },
        cast: { f: 'date-time' },
        flatten: { separator: '_', max_depth: 2, max_key_length: 63, nested: 'keep' },
        rename: { g: 'h' },
        rename_all: { match: 'a', replace: '', case: 'snake_case' },
        key_properties: [],
      },
    },
    on_error: 'null',
    missing_fields: 'warn',
    hash_salt: 'pepper',
    line_timeout_seconds: 1,
  },
])('%j is right', (config) => {
  expect(issuesOf(config)).toEqual([])
})

describe('what is wrong is told with the place where it stands', () => {
  test.each([
    [{ stream: {} }, [': must not have the property stream']],
    [{ streams: [] }, ['streams: must be object']],
    [{ on_error: 'ignore' }, ['on_error: must be one of "fail", "null", "drop"']],
    [{ streams: { s: 'drop' } }, ['streams.s: must be object or null']],
    [{ streams: { s: { hsah: {} } } }, ['streams.s: must not have the property hsah']],
    [
      { streams: { s: { hash: { a: 'crc' } } } },
      ['streams.s.hash.a: must be one of "sha256", "sha512", "sha1", "md5"'],
    ],
    [{ streams: { s: { drop: 'a' } } }, ['streams.s.drop: must be array']],
    [{ streams: { s: { compute: { a: 'b' } } } }, ['streams.s.compute.a: must be object']],
    [
      { streams: { s: { compute: { a: { expression: 'b' } } } } },
      ['streams.s.compute.a.type: is missing'],
    ],
    [{ else: { rename_all: {} } }, [/^else\.rename_all: must NOT have fewer than 1/]],
    [{ else: { rename_all: { match: 'a' } } }, [/^else\.rename_all: must have property replace/]],
  ])('%j', (config, issues) => {
    const found = issuesOf(config)
    expect(found).toHaveLength(issues.length)
    for (const [index, issue] of issues.entries()) {
      if (typeof issue === 'string') expect(found[index]).toBe(issue)
      else expect(found[index]).toMatch(issue)
    }
  })

  test.each([
    [{ filter: 'a >' }, /^streams\.s\.filter: Unexpected token: EOF at column 4$/],
    [{ filter: '"a" + "b"' }, /^streams\.s\.filter: it gives string, and must give true or false$/],
    [
      { compute: { x: { expression: 'f(1)', type: {} } } },
      /^streams\.s\.compute\.x\.expression: found no matching/,
    ],
    [
      { compute: { x: { expression: '1', type: { type: 'strnig' } } } },
      /^streams\.s\.compute\.x\.type: it is not a JSON Schema/,
    ],
    [
      { rename_all: { match: '(', replace: '' } },
      /^streams\.s\.rename_all\.match: Invalid regular expression/,
    ],
    [{ drop: ['a'], hash: { a: 'md5' } }, /^streams\.s\.hash\.a: the field is dropped as well/],
    [
      { hash: { a: 'md5' }, mask: { a: 'x' } },
      /^streams\.s\.mask\.a: a field takes one of hash, mask and cast$/,
    ],
    [
      { drop: ['a'], compute: { a: { expression: '1', type: {} } } },
      /^streams\.s\.compute\.a: the field is dropped/,
    ],
  ])('%j', (stream, issue) => {
    const found = problemsOf(stream)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(issue)
  })

  test('all of it at once', () => {
    const stream = { filter: 'a >', rename_all: { match: '(', replace: '' } }
    expect(issuesOf({ streams: { s: stream, t: stream }, else: stream })).toHaveLength(6)
  })
})

test('a fault in a config with a salt does not show it', () => {
  expect(() => compileConfig({ hash_salt: 'pepper', streams: { s: { filter: '>' } } })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('pepper') }),
  )
})
