import { ConfigError, describeOptions, parseOptions } from '@descant/sdk'
import { type ConnectorKind, connectorKinds } from './connector-name.ts'

const optionSpecs = {
  directory: {
    type: 'string',
    value: 'DIR',
    description: 'Where it is written. Default: a new folder of its name.',
  },
  version: { type: 'boolean', description: 'Tell the version.' },
  help: { type: 'boolean', short: 'h', description: 'Tell this.' },
} as const

/** What a command line says; what it leaves out is undefined. */
export interface CommandLine {
  readonly kind: ConnectorKind | undefined
  /** The name as it was given. */
  readonly name: string | undefined
  readonly directory: string | undefined
  readonly help: boolean
  readonly version: boolean
}

/** The help, without a title. */
export const usage = `Usage: npm create descant@latest tap|target [NAME] [-- OPTIONS]

On a terminal it asks for what is left out.

${describeOptions(optionSpecs)}`

/** Makes the error for a command line that cannot be followed. */
export const commandLineError = (message: string): ConfigError =>
  new ConfigError([{ path: 'command line', message }])

/**
 * Reads the kind of a connector.
 * @throws {ConfigError} where it is none.
 */
export function connectorKind(word: string): ConnectorKind {
  const kind = connectorKinds.find((known) => known === word)
  if (kind) return kind
  // What stands between the two is configured, and not written.
  const advice = word === 'mapper' ? '; to reshape streams between them take @descant/map' : ''
  throw commandLineError(`say tap or target${word === '' ? '' : `, not ${word}`}${advice}`)
}

/**
 * Reads a command line: up to two words, then options.
 * @throws {ConfigError} where it cannot be followed.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'))
  const end = firstOption < 0 ? args.length : firstOption
  const [kind, name, unknown] = args.slice(0, end)
  const { directory, help = false, version = false } = parseOptions(optionSpecs, args.slice(end))
  if (unknown !== undefined) {
    throw commandLineError(`${unknown} is a word too many. See --help for what there is`)
  }
  return {
    kind: kind === undefined ? undefined : connectorKind(kind),
    name,
    directory,
    help,
    version,
  }
}
