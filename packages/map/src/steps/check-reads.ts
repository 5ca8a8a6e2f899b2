import type { Expression } from '../expression/compile-expression.ts'
import { hasField } from '../schema/find-field.ts'
import type { Shape } from '../schema/shape.ts'
import type { StepContext } from './step.ts'

/** Holds what an expression looks at against the schema of the stream. */
export function checkReads(
  { reads }: Expression,
  shape: Shape,
  setting: string,
  { problem, missing }: Pick<StepContext, 'problem' | 'missing'>,
): void {
  for (const word of reads.words) {
    if (shape.properties.has(word)) {
      problem(setting, `${word} is a word of the language; write record.${word} for the field`)
    }
  }
  for (const path of reads.fields) {
    if (!hasField(shape, path)) missing(setting, path.join('.'))
  }
}
