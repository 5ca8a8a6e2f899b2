import { newField, readFields, writeFields } from '../json/fields.ts'
import type { Shape } from './shape.ts'

/**
 * Keywords at the root of a schema that speak of fields by their old names or of their number. A
 * mapped record could break them without fault, so they are left out.
 */
const keywordsOfOldFields = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'unevaluatedProperties',
]

const rewriteSchema = (text: string, shape: Shape): string => {
  const fields = readFields(text)
  for (const keyword of keywordsOfOldFields) fields.delete(keyword)
  if (shape.isDeclared || shape.properties.size > 0) {
    fields.set('properties', newField('properties', writeFields(shape.properties)))
  }
  if (shape.required.size > 0) {
    fields.set('required', newField('required', JSON.stringify([...shape.required])))
  } else fields.delete('required')
  return writeFields(fields)
}

/**
 * Writes the SCHEMA of a mapped stream. What the mapping does not touch keeps its bytes: the limits
 * of 64-bit integers, for one, tell a target which type a column has.
 *
 * @param line The SCHEMA as the tap sent it.
 * @param changesFields Whether the records, and so the schema within, change at all.
 */
export function writeSchema(
  line: string,
  stream: string,
  shape: Shape,
  changesFields: boolean,
): string {
  const message = readFields(line)
  message.set('stream', newField('stream', JSON.stringify(stream)))
  const keys = JSON.stringify(shape.keyProperties)
  message.set('key_properties', newField('key_properties', keys))
  if (changesFields) {
    message.set('schema', newField('schema', rewriteSchema(shape.root, shape)))
    if (message.has('bookmark_properties')) {
      const bookmarks = JSON.stringify(shape.bookmarkProperties)
      message.set('bookmark_properties', newField('bookmark_properties', bookmarks))
    }
  }
  return writeFields(message)
}
