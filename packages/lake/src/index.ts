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
export type { ColumnType, ScalarType, TableColumn } from './iceberg/table-column.ts'
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
export { decodePathPart, encodePathPart } from './path-part.ts'
export type {
  CreateOptions,
  ListedObject,
  ObjectStore,
  StoredObject,
} from './store/object-store.ts'
export { openStore } from './store/open-store.ts'
export type { S3Options } from './store/s3-store.ts'
