import { ConfigError, ProtocolError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { compileConfig } from './config/compile-config.ts'
import type { MapConfig } from './config/map-config.ts'
import type { StreamConfig } from './config/stream-settings.ts'
import { createMapper } from './create-mapper.ts'
import { keptLog } from './fixtures/kept-log.ts'
import { Mapper } from './mapper.ts'

const schemaLine = (stream: string, properties: object = { id: {}, note: {} }, keys = ['id']) =>
  JSON.stringify({ type: 'SCHEMA', stream, schema: { properties }, key_properties: keys })

const recordLine = (stream: string, record = '{"id":1,"note":"x"}') =>
  `{"type":"RECORD","stream":"${stream}","record":${record}}`

/** What leaves for what comes. */
const mapLines = (config: MapConfig, lines: readonly string[]) => {
  const mapper = createMapper(config)
  return lines.map((line, index) => mapper.take(line, index + 1))
}

const withoutNote = { drop: ['note'] }

describe('what the config does not speak of leaves byte for byte', () => {
  test.each([
    '{"type":"STATE","value":{"lsn":12345678901234567890,"f":1.10,"10":1,"2":2}}',
    '{ "type" : "state", "value" : null , "odd" : 1 }',
    '{"type":"RECORD", "stream":"others","record":{ "a" : 1e400 },"odd":[1]}',
    '{"type":"RECORD","stream":"others","record":{"a":NaN}}',
    '{"type":"Schema","stream":"others","schema":{"maximum":9223372036854775807}}',
    '{"type":"ACTIVATE_VERSION","stream":"others","version":1}',
    '{"type":"BATCH","stream":"others","encoding":{"format":"jsonl"},"manifest":["file:///a"]}',
    '{"type":"LOG","stream":"orders","odd":1.0}',
  ])('%s', (line) => {
    expect(mapLines({ streams: { orders: withoutNote } }, [line])).toEqual([line])
  })

  test('and so does a stream whose mapping is empty', () => {
    const line = '{"type":"RECORD", "stream":"s","record":{"a":1.0}}'
    expect(mapLines({ streams: { s: {} } }, [line])).toEqual([line])
  })
})

test('a stream that is mapped keeps what stands beside its records', () => {
  const facts = '"version":3,"time_extracted":"2026-01-01T00:00:00.000000Z","odd":1.0'
  const [, mapped] = mapLines({ streams: { s: withoutNote } }, [
    schemaLine('s'),
    `{"time_first":1,"type":"RECORD","stream":"s","record":{"id":1.0,"note":"x"},${facts}}`,
  ])
  expect(mapped).toBe(`{"time_first":1,"type":"RECORD","stream":"s","record":{"id":1.0},${facts}}`)
})

test('a SCHEMA keeps the bytes of what is not mapped', () => {
  const id = '{"type":"integer","maximum":9223372036854775807,"multipleOf":1e-10}'
  const [mapped] = mapLines({ streams: { s: { ...withoutNote, rename: { id: 'key' } } } }, [
    `{"type":"SCHEMA","stream":"s","schema":{"$schema":"x","properties":{"id":${id},"note":{}},` +
      '"required":["note"],"definitions":{"a":1.0},"minProperties":2},"key_properties":"id",' +
      '"bookmark_properties":["note","id"],"odd":1.0}',
  ])
  expect(mapped).toBe(
    `{"type":"SCHEMA","stream":"s","schema":{"$schema":"x","properties":{"key":${id}},` +
      '"definitions":{"a":1.0}},"key_properties":["key"],"bookmark_properties":["key"],"odd":1.0}',
  )
})

test('messages leave in the order in which they came', () => {
  const state = '{"type":"STATE","value":1}'
  const lines = [schemaLine('s'), recordLine('s'), state, recordLine('o'), recordLine('s'), state]
  expect(mapLines({ streams: { s: { filter: 'id == 2' } } }, lines)).toEqual([
    schemaLine('s').replace('"schema":{', '"schema":{'),
    undefined,
    state,
    recordLine('o'),
    undefined,
    state,
  ])
})

test('a stream that is left out leaves nothing', () => {
  const lines = [
    schemaLine('s'),
    recordLine('s'),
    '{"type":"ACTIVATE_VERSION","stream":"s","version":1}',
    '{"type":"BATCH","stream":"s","filepath":"a.csv"}',
  ]
  expect(mapLines({ streams: { s: null } }, lines)).toEqual(lines.map(() => undefined))
  expect(mapLines({ else: null, streams: { o: {} } }, [...lines, recordLine('o')]).at(-1)).toBe(
    recordLine('o'),
  )
})

describe('which mapping a stream gets', () => {
  const aliased = (alias: string) => ({ alias })
  const streams = {
    'public-*': aliased('p_{stream}'),
    'public-a*': aliased('never'),
    'public-orders': aliased('orders'),
    'x?': aliased('y_{stream}'),
    'dot.*': aliased('d_{stream}'),
  }
  test.each([
    ['its own before any pattern', 'public-orders', 'orders'],
    ['the first pattern that fits', 'public-accounts', 'p_public-accounts'],
    ['a question mark for one character', 'x1', 'y_x1'],
    ['not for two', 'x12', 'e_x12'],
    ['a dot is a dot', 'dot.a', 'd_dot.a'],
    ['and nothing else', 'dotta', 'e_dotta'],
  ])('%s', (_, stream, name) => {
    const [line] = mapLines({ streams, else: aliased('e_{stream}') }, [schemaLine(stream)])
    expect(JSON.parse(line as string).stream).toBe(name)
  })
})

describe('an alias', () => {
  const config: MapConfig = { streams: { s: { alias: 'new "name"' } } }

  test('is on every message of its stream, and records keep their bytes', () => {
    const lines = [
      schemaLine('s'),
      '{"type":"RECORD","stream":"s","record":{ "a" : 1.0 },"version":1}',
      '{"type":"ACTIVATE_VERSION","stream":"s","version":1}',
      '{"type":"BATCH","stream":"s","encoding":{"format":"jsonl"},"manifest":["a"]}',
    ]
    expect(mapLines(config, lines)).toEqual(
      lines.map((line) => line.replace('"stream":"s"', '"stream":"new \\"name\\""')),
    )
  })

  test.each([
    [{ s: { alias: 'o' } }, ['o', 's']],
    [{ s: { alias: 'o' } }, ['s', 'o']],
    [{ '*': { alias: 'o' } }, ['a', 'b']],
  ])('that another stream has is refused: %j', (streams, names) => {
    expect(() =>
      mapLines(
        { streams },
        names.map((name) => schemaLine(name)),
      ),
    ).toThrow(ConfigError)
    expect(() =>
      mapLines(
        { streams },
        names.map((name) => schemaLine(name)),
      ),
    ).toThrow(/streams\..*\.alias: the streams .* would both be o; choose another alias/)
  })

  test('may be the name of a stream that is left out', () => {
    const streams = { s: { alias: 'o' }, o: null }
    expect(() => mapLines({ streams }, [schemaLine('o'), schemaLine('s')])).not.toThrow()
  })
})

describe('SCHEMAs that come again', () => {
  test('leave again', () => {
    const [first, second] = mapLines({ streams: { s: withoutNote } }, [
      schemaLine('s'),
      schemaLine('s'),
    ])
    expect(second).toBe(first)
  })

  test('and that have changed are mapped anew', () => {
    const [, before, schema, after] = mapLines(
      { streams: { s: { ...withoutNote, flatten: {} } } },
      [
        schemaLine('s'),
        recordLine('s', '{"id":1,"at":{"x":1}}'),
        schemaLine('s', { id: {}, note: {}, at: { type: 'object', properties: { x: {} } } }),
        recordLine('s', '{"id":1,"at":{"x":1}}'),
      ],
    )
    expect(before).toContain('"at":"{\\"x\\":1}"')
    expect(JSON.parse(schema as string).schema.properties).toEqual({ id: {}, at__x: {} })
    expect(after).toContain('"at__x":1')
  })
})

describe('what cannot be mapped is refused with its line', () => {
  const streams = { s: withoutNote }
  test.each([
    [
      'a RECORD before its SCHEMA',
      [recordLine('s')],
      /Line 1 .*RECORD of stream s came before its SCHEMA/,
    ],
    [
      'a BATCH of a stream whose records change',
      [schemaLine('s'), '{"type":"BATCH","stream":"s","manifest":["a"]}'],
      /Line 2 .*lie in files, where streams\.s cannot change them; turn batches off in the tap/,
    ],
    ['a record that is cut short', [schemaLine('s'), recordLine('s', '{"id":[1}')], /Line 2/],
    ['a line that is not Singer', ['{"a":1}'], /Line 1 .*no `type`/],
  ])('%s', (_, lines, words) => {
    expect(() => mapLines({ streams }, lines)).toThrow(ProtocolError)
    expect(() => mapLines({ streams }, lines)).toThrow(words)
  })

  test('a record that is not UTF-8, unless it passes through', () => {
    const { log } = keptLog()
    const lines = (on_error: 'fail' | 'drop') => {
      const mapper = new Mapper(compileConfig({ streams, on_error }), log)
      mapper.take(schemaLine('s'), 1)
      return [mapper.take(recordLine('o'), 2, false), mapper.take(recordLine('s'), 3, false)]
    }
    expect(() => lines('fail')).toThrow('record on line 3 of the input: it is not UTF-8')
    expect(lines('drop')).toEqual([recordLine('o'), undefined])
  })
})

test.each<StreamConfig>([{ hash: { a: 'md5' } }, { flatten: {} }, { drop: ['a.b'] }])(
  'a schema that goes in a circle does not catch %j in it',
  (config) => {
    const property = '{"anyOf":[{"$ref":"#/properties/a"},{"$ref":"#/properties/a"}]}'
    const line = `{"type":"SCHEMA","stream":"s","schema":{"properties":{"a":${property}}}}`
    const [, mapped] = mapLines({ streams: { s: config } }, [line, recordLine('s', '{"a":null}')])
    expect(mapped).toBe(recordLine('s', '{"a":null}'))
  },
)

describe('a field of the config that the schema does not have', () => {
  const config = { drop: ['nmae'], hash: { emial: 'sha256' as const }, rename: { odl: 'new' } }
  const run = (config: MapConfig) => {
    const { log, lines } = keptLog()
    createMapper(config, log).take(schemaLine('s'), 1)
    return lines.map(({ level, field }) => [level, field])
  }

  test('is refused, all of them at once', () => {
    expect(() => run({ streams: { s: config } })).toThrow(
      'The config is not valid. streams.s.drop: there is no field nmae; mend the name, or set ' +
        'missing_fields to warn (stream s); streams.s.hash.emial: there is no field emial; mend the ' +
        'name, or set missing_fields to warn (stream s); streams.s.rename: there is no field odl; ' +
        'mend the name, or set missing_fields to warn (stream s)',
    )
  })

  test('or warned of', () => {
    expect(run({ streams: { s: config }, missing_fields: 'warn' })).toEqual([
      ['warning', 'nmae'],
      ['warning', 'emial'],
      ['warning', 'odl'],
    ])
  })

  test.each<MapConfig>([{ streams: { '*': config } }, { else: config }])(
    'and is no fault where the mapping is for many: %j',
    (many) => {
      expect(run(many).map(([level]) => level)).toEqual(['debug', 'debug', 'debug'])
    },
  )
})

describe('at the end is told', () => {
  const run = (config: MapConfig, records: readonly string[]) => {
    const { log, lines } = keptLog()
    const mapper = createMapper(config, log)
    mapper.take(schemaLine('s'), 1)
    for (const [index, text] of records.entries()) mapper.take(recordLine('s', text), index + 2)
    mapper.finish()
    return lines.map(({ ts, logger, ...facts }) => facts)
  }

  test('what was mapped, and which streams never came', () => {
    const streams = { s: { filter: 'id > 1', alias: 't' }, odrers: { drop: ['x'] } }
    expect(run({ streams }, ['{"id":1}', '{"id":2}'])).toEqual([
      { level: 'info', message: 'mapped', stream: 's', alias: 't', records: 2, written: 1 },
      { level: 'warning', message: 'streams of the config never came', streams: ['odrers'] },
    ])
  })

  test('how many values could not be made, without showing one', () => {
    const streams = { s: { cast: { id: 'integer' as const } } }
    const records = ['{"id":"jane"}', '{"id":1}', '{"id":"joe"}']
    const lines = run({ streams, on_error: 'null' }, records)
    expect(lines.slice(0, 2)).toEqual([
      {
        level: 'warning',
        message: 'a value could not be made; further ones of this setting are counted',
        stream: 's',
        setting: 'streams.s.cast.id',
        line: 2,
        reason: 'it cannot be read as integer',
      },
      {
        level: 'warning',
        message: 'values could not be made and were set to null',
        stream: 's',
        setting: 'streams.s.cast.id',
        count: 2,
        first_line: 2,
      },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/jane|joe/)
  })
})
