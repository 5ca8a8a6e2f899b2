import { type ParseArgsConfig, parseArgs } from 'node:util'
import { ConfigError } from '../errors.ts'
import { nearestWord } from './nearest-word.ts'

/** An option of a command line. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
  /** What the value is called in the help, as `FILE`. */
  readonly value?: string
  readonly description: string
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

type ValueOf<Spec> = Spec extends { multiple: true }
  ? string[]
  : Spec extends { type: 'boolean' }
    ? boolean
    : string

/** The values that a command line gave, by option. */
export type OptionValues<Specs extends OptionSpecs> = {
  -readonly [Name in keyof Specs]?: ValueOf<Specs[Name]>
}

/**
 * Reads a command line.
 *
 * @throws {ConfigError} where an option is unknown or lacks its value, or a word stands by itself, with
 *   what was meant most likely; exit code 2.
 * @example
 * const { stream } = parseOptions({ stream: { type: 'string', description: '…' } }, ['--stream', 'orders'])
 */
export function parseOptions<const Specs extends OptionSpecs>(
  specs: Specs,
  args: readonly string[],
): OptionValues<Specs> {
  const options: ParseArgsConfig['options'] = {}
  for (const [name, { type, short, multiple }] of Object.entries(specs)) {
    options[name] = { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) }
  }
  const { values, tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  // What follows a fault is read wrongly more often than it is wrong.
  const [fault] = tokens.flatMap((token) => faultOf(specs, token) ?? [])
  if (fault === undefined) return values as OptionValues<Specs>
  const message = `${fault}. See --help for what there is`.replace('?. ', '? ')
  throw new ConfigError([{ path: 'command line', message }])
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

/** What is wrong with a part of a command line, and what was meant most likely. */
function faultOf(specs: OptionSpecs, token: Token): string | undefined {
  if (token.kind === 'option-terminator') return undefined
  if (token.kind === 'positional') return strayWord(specs, token.value)
  const { rawName, name, value, inlineValue } = token
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
  if (spec === undefined) {
    const nearest = nearestWord(name, Object.keys(specs))
    return `Unknown option '${rawName}'${nearest === undefined ? '' : `: did you mean --${nearest}?`}`
  }
  if (spec.type === 'boolean') {
    return inlineValue ? `${rawName} takes no value: leave out '=${value}'` : undefined
  }
  const example = `${rawName} ${spec.value ?? 'VALUE'}`
  if (value === undefined) return `${rawName} needs a value: ${example}`
  const isDashed = !inlineValue && value.length > 1 && value.startsWith('-')
  return isDashed
    ? `${rawName} needs a value: ${example} (one that begins with a dash: ${rawName}=${value})`
    : undefined
}

/** A word that stands by itself may be a value whose option was left out. */
function strayWord(specs: OptionSpecs, word: string): string {
  const found = Object.entries(specs).find(([, { value }]) => value?.split('|').includes(word))
  const named = nearestWord(word, Object.keys(specs))
  const advice =
    found === undefined
      ? `each value goes behind its option${named === undefined ? '' : `; did you mean --${named}?`}`
      : `did you mean --${found[0]} ${word}?`
  return `Unexpected word '${word}': ${advice}`
}

/** The help text for a set of options, a line each. */
export function describeOptions(specs: OptionSpecs): string {
  const rows = Object.entries(specs).map(([name, { short, value, description }]) => {
    const left = `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`
    return [left, description] as const
  })
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, description]) => `  ${left.padEnd(width)}${description}\n`).join('')
}

const config = {
  type: 'string',
  short: 'c',
  multiple: true,
  value: 'FILE',
  description: 'Settings as JSON; ENV reads the environment. May be given again, later ones win.',
} as const

const common = {
  about: { type: 'boolean', description: 'Tell what this is and which settings it has.' },
  format: { type: 'string', value: 'text|json|markdown', description: 'The form of --about.' },
  version: { type: 'boolean', description: 'Tell the version.' },
  help: { type: 'boolean', short: 'h', description: 'Tell this.' },
} as const satisfies OptionSpecs

/** The command line of every tap. */
export const tapOptions = {
  config,
  state: {
    type: 'string',
    short: 's',
    value: 'FILE',
    description: 'Where the last run ended: its last line of STATE.',
  },
  catalog: { type: 'string', value: 'FILE', description: 'Which streams and fields are wanted.' },
  properties: {
    type: 'string',
    short: 'p',
    value: 'FILE',
    description: 'The same, by its old name.',
  },
  discover: { type: 'boolean', short: 'd', description: 'Write the catalog to stdout.' },
  test: { type: 'boolean', description: 'Connect, read one record of each stream, write nothing.' },
  ...common,
} as const satisfies OptionSpecs

/** The command line of every target. */
export const targetOptions = {
  config,
  input: { type: 'string', value: 'FILE', description: 'Read messages from a file, not stdin.' },
  ...common,
} as const satisfies OptionSpecs
