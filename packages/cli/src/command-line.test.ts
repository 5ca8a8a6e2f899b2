import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { defineCommand } from './command.ts'
import { rates } from './commands/report/validation.ts'
import { withEnvironment } from './environment.ts'
import { findCommand } from './find-command.ts'
import { table } from './table.ts'
import { timeOf } from './time-option.ts'

const command = (name: string) =>
  defineCommand({ name, summary: '', options: {}, run: async () => ({ exitCode: 0 }) })
const commands = ['load', 'dlq list', 'dlq show'].map(command)

test.each([
  [['load', '--x'], 'load [--x]'],
  [['dlq', 'list', '--x'], 'dlq list [--x]'],
  [['dlq'], 'group dlq: dlq list, dlq show'],
  [['dlq', '--help'], 'group dlq: dlq list, dlq show'],
  [['dlq', 'lost'], 'none'],
  [['dl'], 'none'],
])('%j names %s', (args, expected) => {
  const named = findCommand(commands, args)
  const words = {
    command: () => named.kind === 'command' && `${named.command.name} [${named.args}]`,
    group: () =>
      named.kind === 'group' &&
      `group ${named.group}: ${named.commands.map(({ name }) => name).join(', ')}`,
    none: () => 'none',
  }
  expect(words[named.kind]()).toBe(expected)
})

test('what is not given comes from the environment', () => {
  const specs = {
    state: { type: 'string', description: '' },
    'dead-letters': { type: 'string', description: '' },
    id: { type: 'string', multiple: true, description: '' },
    'dry-run': { type: 'boolean', description: '' },
    all: { type: 'boolean', description: '' },
  } as const
  const environment = {
    DESCANT_STATE: 'from outside',
    DESCANT_DEAD_LETTERS: 'zone',
    DESCANT_ID: 'one',
    DESCANT_DRY_RUN: 'true',
    DESCANT_ALL: 'no',
  }
  expect(withEnvironment(specs, { state: 'given' }, environment)).toEqual({
    state: 'given',
    'dead-letters': 'zone',
    id: ['one'],
    'dry-run': true,
  })
})

describe('a time', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  test.each([
    ['90m', '2026-11-23T00:30:00.000Z'],
    ['24h', '2026-11-22T02:00:00.000Z'],
    ['7d', '2026-11-16T02:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T05:00:00+02:00', '2026-11-01T03:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(timeOf(text, 'since', now)?.toISOString()).toBe(expected)
  })
  test.each(['yesterday', '7', '2026-13-01', '2026-11-01T05:00:00', ''])('%j is none', (text) => {
    expect(() => timeOf(text, 'since', now)).toThrow(ConfigError)
  })
})

test('columns are aligned, numbers to the right', () => {
  expect(
    table(
      ['NAME', 'N'],
      [
        ['a', 5],
        ['longer', 100],
      ],
    ),
  ).toBe('NAME      N\na         5\nlonger  100\n')
})

test('rates are by provider, and by stream where it is asked', () => {
  const row = (stream: string, runs: string[], records: number, rejected: number) => ({
    day: '2026-11-23',
    provider: 'shop',
    stream,
    runs,
    records,
    rejected,
    reasons:
      rejected === 0
        ? []
        : [
            {
              type: 'schema',
              reason_code: 'X',
              path: `/${stream}`,
              keyword: 'type',
              count: rejected,
            },
          ],
  })
  const rows = [
    row('a', ['r1', 'r2'], 90, 0),
    row('b', ['r2', 'r3'], 10, 5),
    row('c', ['r1'], 0, 0),
  ]
  expect(rates(rows, false)).toEqual([
    {
      day: '2026-11-23',
      provider: 'shop',
      runs: 3,
      records: 100,
      rejected: 5,
      valid: 0.95,
      most: '/b type (5)',
    },
  ])
  expect(rates(rows, true).map(({ stream, valid }) => `${stream} ${valid}`)).toEqual([
    'a 1',
    'b 0.5',
    'c 1',
  ])
})
