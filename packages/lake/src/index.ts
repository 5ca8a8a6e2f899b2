export { type Alert, type AlertFormat, alertBody, alertFormats } from './alerts/alert.ts'
export {
  type DeadLetterKind,
  deadLetterKind,
  newKindAlert,
  volumeAlert,
} from './alerts/dead-letter-alerts.ts'
export { schemaAlerts } from './alerts/schema-alerts.ts'
export { type AlertOutcome, type AlertTarget, sendAlert } from './alerts/send-alert.ts'
export { type Incident, trackIncident } from './alerts/track-incident.ts'
export { type CastType, castTypes } from './dead-letters/cast-literal.ts'
export {
  type DeadLetter,
  type DeadLetterFacts,
  type DeadLetterMessage,
  type DeadLetterMetadata,
  type DeadLetterSource,
  deadLetter,
  deadLetterRecord,
  parseDeadLetter,
  serialiseDeadLetter,
} from './dead-letters/dead-letter.ts'
export {
  type DiscardCounts,
  type DiscardOptions,
  discardLetters,
} from './dead-letters/discard-letters.ts'
export { anyItem, type DeadLetterFilter } from './dead-letters/letter-filter.ts'
export type { LetterMark, LetterOutcome } from './dead-letters/letter-mark.ts'
export type { RecordJudge } from './dead-letters/mend-letter.ts'
export { parsePatchFile, parsePatchStep } from './dead-letters/parse-patch.ts'
export { PatchError, type PatchStep, patchRecord } from './dead-letters/patch-record.ts'
export {
  type FoundLetter,
  type LetterObject,
  listLetterObjects,
  readLetters,
} from './dead-letters/read-letters.ts'
export { replayLetters } from './dead-letters/replay-letters.ts'
export type { ReplayOptions, ReplayStream } from './dead-letters/replay-options.ts'
export type { ReplayCounts } from './dead-letters/replay-tally.ts'
export {
  CommitConflictError,
  LakeError,
  type LakeErrorOptions,
  ObjectChangedError,
  ObjectExistsError,
  ObjectMissingError,
  StoreRefusedError,
} from './errors.ts'
export { bucketOf } from './iceberg/bucket.ts'
export type { ByColumn, DataFile } from './iceberg/data-file.ts'
export { fieldIds, type KnownColumns } from './iceberg/evolution.ts'
export type { Expired, Retention } from './iceberg/expire.ts'
export { type PartitionField, type PartitionTransform, partitionName } from './iceberg/partition.ts'
export { openTable, type SnapshotSummary, Table } from './iceberg/table.ts'
export type { TableChange } from './iceberg/table-change.ts'
export type { ColumnType, ScalarType, TableColumn } from './iceberg/table-column.ts'
export type { TableSnapshot } from './iceberg/table-snapshot.ts'
export {
  activateKey,
  type BatchExtension,
  type BatchName,
  type DeadLetterKey,
  type DeadLetterType,
  deadLetterKey,
  deadLetterTypes,
  parseDeadLetterKey,
  parseRawKey,
  providerPrefix,
  type RawKey,
  rawBatchKey,
} from './layout.ts'
export { Lease } from './leases/lease.ts'
export { LeaseHeldError, LeaseLostError } from './leases/lease-errors.ts'
export { type LeaseRecord, leaseKey } from './leases/lease-record.ts'
export { type LeaseOptions, takeLease } from './leases/take-lease.ts'
export { BatchObject, type BatchOptions } from './ndjson/batch-object.ts'
export { GzipObject } from './ndjson/gzip-object.ts'
export { type GzipPiece, gzipPiece, joinGzip } from './ndjson/gzip-piece.ts'
export { type JsonKept, pruneJson } from './ndjson/prune-json.ts'
export { readLineBlocks } from './ndjson/read-line-blocks.ts'
export { readLineBytes, readLines } from './ndjson/read-lines.ts'
export { type RewrittenLines, rewriteLines } from './ndjson/rewrite-lines.ts'
export { decodePathPart, encodePathPart } from './path-part.ts'
export {
  isHeld,
  judgingVersion,
  replayVersion,
  waitingVersion,
  withAccepted,
  withContract,
  withRejected,
} from './registry/change-registry.ts'
export {
  describeChange,
  diffSchemas,
  isBreaking,
  type KeyedSchema,
  type SchemaChange,
} from './registry/diff-schemas.ts'
export { readRegistries } from './registry/read-registries.ts'
export { readJudge, readSchema, type StoredSchema } from './registry/read-schema.ts'
export { RecordDrift } from './registry/record-drift.ts'
export {
  decideSchema,
  type ReceivedSchema,
  type RecordedSchema,
  recordDrift,
  recordSchema,
} from './registry/record-schema.ts'
export { type RecordShape, shapeOf, shapeOfLines } from './registry/record-shape.ts'
export type { StreamName } from './registry/registry-key.ts'
export { labelOfRun, labelRun } from './registry/run-label.ts'
export type { SchemaObject } from './registry/schema-field.ts'
export {
  type SchemaContract,
  type SchemaDecision,
  type SchemaDrift,
  type SchemaVersion,
  type StreamRegistry,
  schemaContracts,
} from './registry/stream-registry.ts'
export { readRegistry } from './registry/update-registry.ts'
export type {
  CreateOptions,
  ListedObject,
  ObjectStore,
  StoredObject,
} from './store/object-store.ts'
export { openStore } from './store/open-store.ts'
export type { S3Options } from './store/s3-sdk.ts'
export { readValidation, type ValidationRow } from './validation/read-validation.ts'
export {
  type StreamCounts,
  ValidationCounts,
  type ValidationRecord,
} from './validation/validation-counts.ts'
