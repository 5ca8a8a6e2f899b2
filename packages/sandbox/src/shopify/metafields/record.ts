import type { Row } from '../store/table.ts'

/** A value that somebody attached to a record. */
export interface MetafieldRecord extends Row {
  /** The global id of the record, and its GraphQL type. */
  readonly ownerGid: string
  readonly ownerKind: string
  readonly namespace: string
  readonly key: string
  readonly type: string
  /** As the API writes it, whatever the type. */
  readonly value: string
}

/** What the metafields of a name are, on all records of a type. */
export interface MetafieldDefinitionRecord extends Row {
  readonly ownerKind: string
  readonly namespace: string
  readonly key: string
  readonly name: string
  readonly description: string | null
  readonly typeName: string
}
