import type { IcebergSchema } from './schema.ts'

/** An integer of metadata JSON; beyond 2^53 a bigint. */
export type JsonInteger = number | bigint

/** The part of Iceberg's table metadata that we read (spec: table metadata fields, v2). */
export interface TableMetadata {
  readonly 'format-version': number
  readonly 'table-uuid': string
  readonly location: string
  readonly 'last-sequence-number': number
  readonly 'last-updated-ms': number
  readonly 'last-column-id': number
  readonly 'current-schema-id': number
  readonly schemas: readonly IcebergSchema[]
  readonly 'default-spec-id': number
  readonly 'partition-specs': readonly PartitionSpec[]
  readonly 'last-partition-id': number
  readonly 'default-sort-order-id': number
  readonly 'sort-orders': readonly { 'order-id': number; fields: readonly unknown[] }[]
  readonly properties?: Readonly<Record<string, string>>
  readonly 'current-snapshot-id'?: JsonInteger | null
  readonly refs?: Readonly<Record<string, { 'snapshot-id': JsonInteger; type: string }>>
  readonly snapshots?: readonly SnapshotEntry[]
  readonly 'snapshot-log'?: readonly { 'timestamp-ms': number; 'snapshot-id': JsonInteger }[]
  readonly 'metadata-log'?: readonly { 'timestamp-ms': number; 'metadata-file': string }[]
}

export interface SnapshotEntry {
  readonly 'snapshot-id': JsonInteger
  readonly 'parent-snapshot-id'?: JsonInteger
  readonly 'sequence-number': number
  readonly 'timestamp-ms': number
  readonly 'manifest-list': string
  readonly summary: Readonly<Record<string, string>>
  readonly 'schema-id'?: number
}

export interface PartitionSpec {
  readonly 'spec-id': number
  readonly fields: readonly {
    readonly 'source-id': number
    readonly 'field-id': number
    readonly name: string
    readonly transform: string
  }[]
}
