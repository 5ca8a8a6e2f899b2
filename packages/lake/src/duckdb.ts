export { Duck, type DuckOptions } from './duckdb/duck.ts'
export { DuckError } from './duckdb/duck-error.ts'
export { type RewriteOptions, rewritePartitions } from './duckdb/rewrite-partitions.ts'
export { sqlIdentifier, sqlString } from './duckdb/sql-literal.ts'
export { type ParquetFile, type ParquetOptions, writeParquet } from './duckdb/write-parquet.ts'
export {
  type PartitionFile,
  type PartitionRows,
  type PartitionsOptions,
  writePartitions,
} from './duckdb/write-partitions.ts'
