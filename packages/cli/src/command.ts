import type { Ending, OptionSpecs, OptionValues, ProcessContext } from '@descant/sdk'

/** One command of `descant`. */
export interface Command<Specs extends OptionSpecs = OptionSpecs> {
  readonly name: string
  /** What it does, in one line. */
  readonly summary: string
  readonly options: Specs
  /** The option that a first word without a dash is the value of. @default none */
  readonly operand?: string
  /** Command lines that work, for its help. */
  readonly examples?: readonly string[]
  run(options: OptionValues<Specs>, context: ProcessContext): Promise<Ending>
}

/** Declares a command; its options are typed from their declaration. */
export const defineCommand = <const Specs extends OptionSpecs>(command: Command<Specs>): Command =>
  command as unknown as Command
