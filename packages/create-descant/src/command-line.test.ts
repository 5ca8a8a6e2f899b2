import { expect, test } from 'vitest'
import { readCommandLine, usage } from './command-line.ts'

const nothing = {
  kind: undefined,
  name: undefined,
  directory: undefined,
  help: false,
  version: false,
}

test.each([
  [[], {}],
  [['tap'], { kind: 'tap' }],
  [['target', 'lake'], { kind: 'target', name: 'lake' }],
  [['tap', 'a', '--directory', 'b'], { kind: 'tap', name: 'a', directory: 'b' }],
  [['--help'], { help: true }],
  [['tap', '--version'], { kind: 'tap', version: true }],
])('%j', (args, said) => {
  expect(readCommandLine(args)).toEqual({ ...nothing, ...said })
})

test.each([
  [['tup'], 'The command line is not valid. say tap or target, not tup'],
  [['mapper'], 'take @descant/map'],
  [['tap', 'a', 'b'], 'b is a word too many'],
  [['tap', '--folder', 'b'], '--folder'],
  [['tap', '--directory'], '--directory'],
])('refused: %j', (args, words) => {
  expect(() => readCommandLine(args)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(words) }),
  )
})

test('the help names each option', () => {
  expect(usage).toContain('--directory DIR')
})
