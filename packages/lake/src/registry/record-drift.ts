import { describeChange } from './diff-schemas.ts'
import { pointerPart, type SchemaObject, schemaFields } from './schema-field.ts'
import type { SchemaDrift } from './stream-registry.ts'

/** Every record is looked at up to here, and then one of `oneOf`: drift shows in more than one record. */
const allUpTo = 1000
const oneOf = 16
/** A field is called missing only where this many records were looked at. */
const enough = 100

/** What is known of the members of an object, by their name. */
interface Members {
  readonly path: string
  /** Undefined where members need not be declared. */
  readonly declared: ReadonlyMap<string, Members | undefined> | undefined
  readonly items: Members | undefined
}

/**
 * Finds out where the records of a stream are not what their schema says, though they fit it: fields
 * that it does not declare, and declared ones that earlier runs always had and this one never. Each
 * is told once; its memory is bounded by the schema and by what drifted.
 *
 * @example
 * const drift = new RecordDrift({ properties: { id: {} } }, [])
 * drift.look({ id: 1, extra: true })
 * drift.found({ at: new Date(), run }) // one, of kind 'record-undeclared' at '/extra'
 */
export class RecordDrift {
  readonly #members: Members
  readonly #steady: readonly string[]
  readonly #undeclared = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  #records = 0
  #looked = 0

  /** @param steady the top-level fields, as pointers, that every record of earlier runs had. */
  constructor(schema: SchemaObject, steady: readonly string[]) {
    this.#members = membersOf(schema)
    this.#steady = steady
  }

  /** Looks at a record; at a part of them once there are many. */
  look(record: Readonly<Record<string, unknown>>): void {
    this.#records++
    if (this.#records > allUpTo && this.#records % oneOf !== 0) return
    this.#looked++
    for (const name of Object.keys(record)) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    }
    this.#compare(record, this.#members)
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
    const missing = this.#looked < enough ? [] : this.#steady.filter((path) => !this.#has(path))
    return [
      ...undeclared,
      ...missing.map((path) => ({
        kind: 'record-missing' as const,
        path,
        detail: `- ${path}: every record had it before, none has it now`,
        ...seen,
      })),
    ]
  }

  /** The top-level fields, as pointers, that every record had; none where too few were looked at. */
  steadyFields(): string[] {
    if (this.#looked < enough) return []
    return [...this.#counts]
      .filter(([, count]) => count === this.#looked)
      .map(([name]) => `/${pointerPart(name)}`)
  }

  #has(path: string): boolean {
    return [...this.#counts.keys()].some((name) => `/${pointerPart(name)}` === path)
  }

  #compare(value: unknown, members: Members): void {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      if (members.items) for (const item of value) this.#compare(item, members.items)
      return
    }
    const { declared, path } = members
    if (declared === undefined) return
    for (const [name, member] of Object.entries(value)) {
      if (declared.has(name)) {
        const below = declared.get(name)
        if (below) this.#compare(member, below)
      } else if (!name.startsWith('_sdc_')) this.#add(`${path}/${pointerPart(name)}`, member)
    }
  }

  #add(path: string, value: unknown): void {
    if (this.#undeclared.size < mostPaths && !this.#undeclared.has(path)) {
      this.#undeclared.set(path, typeOf(value))
    }
  }
}

/** An object whose keys are data would fill the memory. */
const mostPaths = 200

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** The declared fields as a tree; only parts below which something is declared. */
function membersOf(schema: SchemaObject): Members {
  const fields = schemaFields(schema)
  const of = (path: string): Members => {
    const below = [...fields].filter(
      ([at]) => at.startsWith(`${path}/`) && !at.slice(path.length + 1).includes('/'),
    )
    const named = below.filter(([at]) => !at.endsWith('/*'))
    const isOpen = fields.get(path)?.isOpen === true || named.length === 0
    return {
      path,
      declared: isOpen
        ? undefined
        : new Map(named.map(([at]) => [nameAt(at), has(at) ? of(at) : undefined])),
      items: fields.has(`${path}/*`) ? of(`${path}/*`) : undefined,
    }
  }
  const has = (path: string) => [...fields.keys()].some((at) => at.startsWith(`${path}/`))
  return of('')
}

const nameAt = (path: string) =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
