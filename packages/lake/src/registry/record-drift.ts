import { describeChange } from './diff-schemas.ts'
import type { RecordShape } from './record-shape.ts'
import { type SchemaField, type SchemaObject, schemaFields } from './schema-field.ts'
import type { SchemaDrift } from './stream-registry.ts'

/** A field is called missing, or steady, only where this many records were looked at. */
const enough = 100
/** Keys that are data would fill the memory. */
const mostPaths = 200

/**
 * Finds out where the records of a stream are not what their schema says, though they fit it: fields
 * that it does not declare, and fields that every record of an earlier run had and none of this one.
 * Each is told once; its memory is bounded by the schema and by what drifted.
 *
 * @example
 * const drift = new RecordDrift({ properties: { id: {} } }, [])
 * drift.look(shapeOf([{ id: 1, extra: true }]))
 * drift.found({ at: new Date(), run }) // one, of kind 'record-undeclared' at '/extra'
 */
export class RecordDrift {
  readonly #declared: ReadonlyMap<string, SchemaField>
  /** Places whose members must be declared, or else have drifted. */
  readonly #closed = new Set<string>()
  readonly #steady: readonly string[]
  readonly #undeclared = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  #records = 0

  /** @param steady the top-level fields, as pointers, that every record of earlier runs had. */
  constructor(schema: SchemaObject, steady: readonly string[]) {
    this.#declared = schemaFields(schema)
    for (const path of this.#declared.keys()) {
      if (path === '' || path.endsWith('/*')) continue
      const parent = parentOf(path)
      if (this.#declared.get(parent)?.isOpen !== true) this.#closed.add(parent)
    }
    this.#steady = steady
  }

  /** Looks at the shape of some records. */
  look({ records, fields }: RecordShape): void {
    this.#records += records
    for (const [path, field] of fields) {
      if (path.lastIndexOf('/') === 0) {
        this.#counts.set(path, (this.#counts.get(path) ?? 0) + field.records)
      }
      if (this.#declared.has(path) || !this.#closed.has(parentOf(path))) continue
      if (path.startsWith('/_sdc_') || this.#undeclared.size >= mostPaths) continue
      if (!this.#undeclared.has(path)) this.#undeclared.set(path, field.type)
    }
  }

  /** What was found since the beginning. */
  found(facts: { readonly at: Date; readonly run: string }): SchemaDrift[] {
    const seen = { first_seen_at: facts.at.toISOString(), run: facts.run }
    const undeclared = Array.from(this.#undeclared, ([path, type]) => ({
      kind: 'record-undeclared' as const,
      path,
      detail: describeChange({ kind: 'added', path, before: null, after: `${type}, undeclared` }),
      ...seen,
    }))
    // A field that the schema no longer declares is missing as it says.
    const expected = this.#steady.filter((path) => this.#declared.has(path))
    const gone = this.#records < enough ? [] : expected.filter((path) => !this.#counts.has(path))
    const missing = gone.map((path) => ({
      kind: 'record-missing' as const,
      path,
      detail: `- ${path}: every record had it before, none has it now`,
      ...seen,
    }))
    return [...undeclared, ...missing]
  }

  /** The top-level fields, as pointers, that every record had; none where too few were looked at. */
  steadyFields(): string[] {
    if (this.#records < enough) return []
    return [...this.#counts]
      .filter(([path, count]) => count === this.#records && !path.startsWith('/_sdc_'))
      .map(([path]) => path)
  }
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
