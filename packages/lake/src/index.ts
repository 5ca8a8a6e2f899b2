export {
  type DeadLetter,
  type DeadLetterFacts,
  type DeadLetterMessage,
  type DeadLetterSource,
  deadLetter,
  deadLetterRecord,
  parseDeadLetter,
  serialiseDeadLetter,
} from './dead-letter.ts'
export {
  CommitConflictError,
  LakeError,
  type LakeErrorOptions,
  ObjectChangedError,
  ObjectExistsError,
  ObjectMissingError,
  StoreRefusedError,
} from './errors.ts'
export type { ByColumn, DataFile } from './iceberg/data-file.ts'
export { fieldIds, type KnownColumns } from './iceberg/evolution.ts'
export type { Expired, Retention } from './iceberg/expire.ts'
export { openTable, type SnapshotSummary, Table } from './iceberg/table.ts'
export type { TableChange } from './iceberg/table-change.ts'
export type { ColumnType, ScalarType, TableColumn } from './iceberg/table-column.ts'
export type { TableSnapshot } from './iceberg/table-snapshot.ts'
export {
  activateKey,
  type BatchExtension,
  type BatchName,
  type DeadLetterType,
  deadLetterKey,
  deadLetterTypes,
  parseRawKey,
  providerPrefix,
  type RawKey,
  rawBatchKey,
} from './layout.ts'
export { BatchObject, type BatchOptions } from './ndjson/batch-object.ts'
export { readLineBytes, readLines } from './ndjson/read-lines.ts'
export { decodePathPart, encodePathPart } from './path-part.ts'
export type {
  CreateOptions,
  ListedObject,
  ObjectStore,
  StoredObject,
} from './store/object-store.ts'
export { openStore } from './store/open-store.ts'
export type { S3Options } from './store/s3-sdk.ts'
