import type { JsonSchema } from '../schema/infer.ts'
import { type AboutFormat, describe } from './about.ts'
import { exitCodes } from './exit-codes.ts'
import type { Ending } from './process.ts'

/** What is known of a connector without a config. */
export interface Introduction {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly capabilities: readonly string[]
  readonly settings: JsonSchema
  /** How it is called, for the help. */
  readonly usage: string
  /** Its options, a line each, for the help. */
  readonly options: string
}

interface Questions {
  readonly help?: boolean
  readonly version?: boolean
  readonly about?: boolean
  readonly format?: string
}

/** Writes an answer to stdout; the run is done with that. */
export const tell = (text: string): Ending => {
  process.stdout.write(text)
  return { exitCode: exitCodes.done }
}

/** Answers `--help`, `--version` and `--about`; undefined where none of them was asked. */
export function introduce(connector: Introduction, asked: Questions): Ending | undefined {
  const { usage, options, ...about } = connector
  const { name, version, description } = about
  if (asked.help) return tell(`${name} ${version}: ${description}\n\nUsage: ${usage}\n\n${options}`)
  if (asked.version) return tell(`${name} ${version}\n`)
  if (asked.about) return tell(describe(about, (asked.format ?? 'text') as AboutFormat))
  return undefined
}
