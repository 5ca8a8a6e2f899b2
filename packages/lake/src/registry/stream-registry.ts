import type { SchemaChange } from './diff-schemas.ts'

/**
 * What a changed schema means for a stream.
 *
 * - `evolve`: new and widened fields are accepted; what takes something away waits for a person.
 * - `freeze`: every change waits for a person.
 * - `discard_row`: nothing waits; records that do not fit the accepted schema are dead letters.
 * - `discard_value`: nothing waits; the transform leaves out the values that do not fit.
 */
export type SchemaContract = 'evolve' | 'freeze' | 'discard_row' | 'discard_value'

/** Every contract, the default first. */
export const schemaContracts: readonly [SchemaContract, ...SchemaContract[]] = [
  'evolve',
  'freeze',
  'discard_row',
  'discard_value',
]

/** A version of a stream's schema. */
export interface SchemaVersion {
  /** From 1. Content that comes back after another was accepted has a number anew. */
  readonly number: number
  /** SHA-256 of the schema's content and the key; its text is the object of this name. */
  readonly hash: string
  readonly key_properties: readonly string[]
  readonly first_seen_at: string
  readonly run: string
  /** Raw objects of a version that is pending or rejected wait. */
  readonly status: 'accepted' | 'pending' | 'rejected'
  /** How it differs from the version that was accepted when it came. */
  readonly changes: readonly SchemaChange[]
}

/** One thing that changed, told once. */
export interface SchemaDrift {
  /** Where it was seen: in the schema, or in records that say otherwise. */
  readonly kind: `schema-${SchemaChange['kind']}` | 'record-undeclared' | 'record-missing'
  readonly path: string
  /** The line of the diff. */
  readonly detail: string
  readonly first_seen_at: string
  readonly run: string
}

/** All that is known of the schema of one stream; one object of the state zone. */
export interface StreamRegistry {
  readonly customer: string
  readonly provider: string
  readonly stream: string
  readonly contract: SchemaContract
  /** The number of the version that those downstream rely on. */
  readonly accepted: number
  /** The number of the version that came last. */
  readonly latest: number
  readonly versions: readonly SchemaVersion[]
  readonly drift: readonly SchemaDrift[]
  /** Fields that every record of an earlier run had. */
  readonly steady_fields: readonly string[]
  /** What was decided by people, oldest first. */
  readonly decisions: readonly SchemaDecision[]
}

/** What a person decided. */
export interface SchemaDecision {
  readonly at: string
  readonly decision: 'accepted' | 'rejected' | 'contract'
  readonly versions: readonly number[]
  readonly contract?: SchemaContract
  readonly note?: string
}
