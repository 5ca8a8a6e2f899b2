import type { JsonSchema, Validator } from '@descant/sdk'
import type { Expression } from '../expression/compile-expression.ts'
import { RecordScope } from '../expression/record-scope.ts'
import { type Field, type Fields, newField } from '../json/fields.ts'
import { withNull } from '../schema/null-in-schema.ts'
import { ValueError } from '../value-error.ts'
import { checkReads } from './check-reads.ts'
import { knownSchemas } from './known-schemas.ts'
import { isTombstone, type PrepareStep } from './step.ts'

/** A field that is computed. */
export interface ComputedField {
  readonly name: string
  readonly expression: Expression
  /** What the config says that it gives. */
  readonly type: JsonSchema
  /** Holds a value against `type`. */
  readonly validate: Validator
}

const evaluate = (
  { expression, validate }: ComputedField,
  fields: Fields,
  scope: RecordScope,
): string => {
  const text =
    expression.field === undefined
      ? expression.evaluate(scope)
      : (fields.get(expression.field)?.text ?? 'null')
  const [issue] = validate(JSON.parse(text))
  if (issue) throw new ValueError(`it gives ${wordFor(text)}, and by its type ${issueWords(issue)}`)
  return text
}

const wordFor = (text: string): string =>
  text === 'null' ? 'null' : text.startsWith('"') ? 'a string' : 'a value'

const issueWords = ({ path, message }: { path: string; message: string }): string =>
  `${path === '' ? 'it' : path} ${message}`

/**
 * Adds fields, or replaces them, by what expressions give. All of them see the record as the tap
 * sent it, so their order does not count. A computed field that is nothing but another field is that
 * field's text, byte for byte.
 */
export const computeStep =
  (computed: readonly ComputedField[]): PrepareStep =>
  (shape, { failures, setting, mayBecomeNull, ...context }) => {
    const schemas = knownSchemas(shape)
    const properties = new Map<string, Field>(shape.properties)
    for (const { name, expression, type } of computed) {
      checkReads(expression, shape, `compute.${name}`, context)
      const schema = JSON.stringify(type)
      properties.set(name, newField(name, mayBecomeNull ? withNull(schema, shape.root) : schema))
    }
    return {
      shape: { ...shape, properties },
      apply(fields) {
        const scope = new RecordScope(fields, schemas)
        const isDeleted = isTombstone(fields)
        const results: [name: string, field: Field][] = []
        for (const field of computed) {
          try {
            results.push([field.name, newField(field.name, evaluate(field, fields, scope))])
          } catch (error) {
            if (!(error instanceof ValueError)) throw error
            // A tombstone lacks the fields that the expression needs, and no one misses its result.
            if (isDeleted) continue
            const text = failures.ofValue(`${setting}.compute.${field.name}`, error.message)
            results.push([field.name, newField(field.name, text)])
          }
        }
        for (const [name, field] of results) fields.set(name, field)
        return fields
      },
    }
  }
