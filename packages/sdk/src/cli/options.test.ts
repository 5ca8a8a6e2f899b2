import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

const specs = {
  stream: { type: 'string', value: 'NAME', description: '' },
  set: { type: 'string', value: 'evolve|freeze', description: '' },
  id: { type: 'string', short: 'i', multiple: true, description: '' },
  all: { type: 'boolean', description: '' },
} as const

test('values are read by their options', () => {
  const args = ['--stream', 'orders', '-i', '1', '--id=-2', '--all', '--set=']
  expect({ ...parseOptions(specs, args) }).toEqual({
    stream: 'orders',
    id: ['1', '-2'],
    all: true,
    set: '',
  })
})

test.each([
  [['freeze'], "Unexpected word 'freeze': did you mean --set freeze?"],
  [['orders'], "Unexpected word 'orders': each value goes behind its option."],
  [['strem'], "Unexpected word 'strem': each value goes behind its option; did you mean --stream?"],
  [['--strem', 'orders'], "Unknown option '--strem': did you mean --stream?"],
  [['--frobnicate'], "Unknown option '--frobnicate'."],
  [['-x'], "Unknown option '-x'."],
  [['--constructor'], "Unknown option '--constructor'."],
  [['--stream'], '--stream needs a value: --stream NAME.'],
  [['-i'], '-i needs a value: -i VALUE.'],
  [['--stream', '--all'], '--stream needs a value: --stream NAME (one that begins with a dash'],
  [['--all=yes'], "--all takes no value: leave out '=yes'."],
])('%j is refused, and what was meant is told', (args, message) => {
  expect(() => parseOptions(specs, args)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
  )
  expect(() => parseOptions(specs, args)).toThrow(/See --help for what there is/)
})
