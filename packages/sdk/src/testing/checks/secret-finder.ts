import type { JsonSchema } from '@descant/sdk'
import { redactor } from '../../log.ts'
import type { Settings } from '../complete-config.ts'

/** The values of the settings that are marked as secret. */
const secretsOf = (values: Settings, schema: JsonSchema): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const value = values[name]
    if (typeof value === 'string') return property.secret === true ? [value] : []
    return typeof value === 'object' && value !== null ? secretsOf(value as Settings, property) : []
  })

/** Makes what finds the secrets of a config in a text, also where they are escaped or encoded. */
export function secretFinder(values: Settings, schema: JsonSchema): (text: string) => boolean {
  const redact = redactor(secretsOf(values, schema))
  return (text) => redact(text) !== text
}

/** What a person would be shown of an error: its words, and the stack of one that is a bug. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error ?? '')
