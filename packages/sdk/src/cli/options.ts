import { type ParseArgsConfig, parseArgs } from 'node:util'
import { ConfigError } from '../errors.ts'

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
 * @throws {ConfigError} where an option is unknown or lacks its value; exit code 2.
 */
export function parseOptions<const Specs extends OptionSpecs>(
  specs: Specs,
  args: readonly string[],
): OptionValues<Specs> {
  const options: ParseArgsConfig['options'] = {}
  for (const [name, { type, short, multiple }] of Object.entries(specs)) {
    options[name] = { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) }
  }
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as OptionValues<Specs>
  } catch (cause) {
    const words = (cause as Error).message.split('. ')[0] as string
    throw new ConfigError(
      [{ path: 'command line', message: `${words}. See --help for what there is` }],
      { cause },
    )
  }
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
