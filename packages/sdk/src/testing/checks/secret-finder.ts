import type { JsonSchema } from '@descant/sdk'
import { type Settings, secretsIn } from '../../cli/complete-config.ts'
import { redactor } from '../../log.ts'

/** Makes what finds the secrets of a config in a text, also where they are escaped or encoded. */
export function secretFinder(values: Settings, schema: JsonSchema): (text: string) => boolean {
  const redact = redactor(secretsIn(values, schema))
  return (text) => redact(text) !== text
}

/** What a person would be shown of an error: its words, and the stack of one that is a bug. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error ?? '')
