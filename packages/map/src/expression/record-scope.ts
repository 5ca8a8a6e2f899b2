import type { Field } from '../json/fields.ts'
import { type KnownSchema, readValue } from '../json/read-value.ts'
import { ValueError } from '../value-error.ts'
import { wholeRecord } from './reads.ts'

/** The parsed schemas of a stream's fields, by name. */
export type KnownSchemas = ReadonlyMap<string, KnownSchema>

/**
 * What an expression sees of a record: its fields by their names, null where one is absent, and the
 * whole of it as `record`. A field is parsed when it is first looked at.
 */
export class RecordScope extends Map<string, unknown> {
  readonly #fields: ReadonlyMap<string, Field>
  readonly #schemas: KnownSchemas

  constructor(fields: ReadonlyMap<string, Field>, schemas: KnownSchemas) {
    super()
    this.#fields = fields
    this.#schemas = schemas
  }

  override get(name: string): unknown {
    let value = super.get(name)
    if (value === undefined) {
      value = name === wholeRecord ? this.#record() : this.#read(name)
      this.set(name, value)
    }
    return value
  }

  #read(name: string): unknown {
    const field = this.#fields.get(name)
    if (field === undefined) return null
    try {
      return readValue(field.text, this.#schemas.get(name))
    } catch (error) {
      throw error instanceof SyntaxError ? new ValueError(`the field ${name} is not JSON`) : error
    }
  }

  #record(): ReadonlyMap<string, unknown> {
    const values = new Map<string, unknown>()
    for (const name of this.#fields.keys()) values.set(name, this.#read(name))
    return values
  }
}
