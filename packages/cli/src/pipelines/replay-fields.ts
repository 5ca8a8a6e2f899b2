import { environmentName } from '../environment.ts'

/** What a person is asked before dead letters are replayed. */
export interface ReplayField {
  /** As an option of `descant dlq replay`. */
  readonly option: 'customer' | 'provider' | 'stream' | 'type' | 'patch'
  /** The variable that the option is also taken from; empty counts as not given. */
  readonly variable: string
  readonly hint: string
  /** The answers there are; undefined where any text is one, or none. */
  readonly choices?: readonly string[]
}

/** The questions before dead letters of one of these customers are replayed. */
export const replayFields = (customers: readonly string[]): readonly ReplayField[] =>
  (
    [
      { option: 'customer', hint: 'Whose dead letters', choices: customers },
      { option: 'provider', hint: 'Only of this source' },
      { option: 'stream', hint: 'Only of this stream' },
      { option: 'type', hint: 'Only of this type: schema, quality, load, webhook' },
      { option: 'patch', hint: "What mends them, as 'cast /total string'" },
    ] as const
  ).map((field) => ({ ...field, variable: environmentName(field.option) }))
