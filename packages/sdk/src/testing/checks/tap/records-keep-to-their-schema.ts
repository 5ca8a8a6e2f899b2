import type { Message } from '@descant/sdk'
import { createValidator, type Validator } from '../../../schema/validate.ts'
import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** Says what of the first record that breaks its schema is wrong; undefined where none does. */
export function brokenRecord(messages: readonly Message[]): string | undefined {
  const validators = new Map<string, Validator>()
  const counts = new Map<string, number>()
  for (const message of messages) {
    if (message.type === 'SCHEMA') {
      validators.set(message.stream, createValidator(message.schema, { allIssues: true }))
    }
    if (message.type !== 'RECORD') continue
    const { stream, record } = message
    const count = (counts.get(stream) ?? 0) + 1
    counts.set(stream, count)
    const issues = validators.get(stream)?.(record) ?? []
    if (issues.length === 0) continue
    const words = issues.map((issue) => `${issue.path || 'it'} ${issue.message}`)
    return `record ${count} of ${stream} breaks its schema: ${words.join('; ')}`
  }
  return undefined
}

export const recordsKeepToTheirSchema = check(
  'records keep to their schema',
  async (trial: TapTrial) => {
    const broken = brokenRecord((await trial.full()).messages)
    if (broken) fail(broken)
  },
)
