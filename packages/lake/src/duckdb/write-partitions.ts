import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByColumn } from '../iceberg/data-file.ts'
import { type PartitionField, partitionName } from '../iceberg/partition.ts'
import type { Duck } from './duck.ts'
import { partitionSql } from './partition-sql.ts'
import { sqlIdentifier, sqlString } from './sql-literal.ts'
import {
  copySettings,
  type ParquetFile,
  type ReturnedStatistics,
  toParquetFile,
} from './write-parquet.ts'

export interface PartitionsOptions {
  /** The query whose rows are written; cast its columns to what the table's columns say. */
  readonly query: string
  /** What rows are put by; empty for a table without partitions. */
  readonly partitionBy: readonly PartitionField[]
  /** A folder on this machine; files are put into new folders under it. */
  readonly directory: string
  /** The ids that readers of the table find the columns by: `fieldIds(columns, base)`. */
  readonly fieldIds?: Readonly<Record<string, number>>
  /** How many rows there are: more than `mostRowsOfAFile` are looked at before. */
  readonly rows: number
  /**
   * A partition of more rows is written in files of about 256 MB, which is what so many rows take.
   * @default 2_000_000
   */
  readonly mostRowsOfAFile?: number
}

/** A file on this machine, with all that a manifest wants. */
export interface PartitionFile extends ParquetFile {
  /** Where it lies on this machine. */
  readonly localPath: string
  /** The value of each partition field, by its name; none for a table without partitions. */
  readonly partition: ByColumn<string | null>
}

const fileBytes = 256 * 1024 * 1024

/**
 * Writes the rows of a query as Parquet files, one for each partition, or several where it is large.
 *
 * @example
 * const files = await writePartitions(duck, {
 *   query: 'FROM orders',
 *   partitionBy: [{ column: 'created_at', transform: 'month' }],
 *   directory,
 *   rows: 1000,
 * })
 */
export async function writePartitions(
  duck: Duck,
  options: PartitionsOptions,
): Promise<PartitionFile[]> {
  const { partitionBy, rows, mostRowsOfAFile = 2_000_000 } = options
  const keys = partitionKeys(partitionBy)
  const placed = `(${withPartition(options, keys)})`
  if (rows <= mostRowsOfAFile) return copy(duck, options, `SELECT * FROM ${placed} r`, keys)
  if (keys.length === 0) return copy(duck, options, `SELECT * FROM ${placed} r`, [], fileBytes)
  const large = await duck.rows<Place>(
    `SELECT ${keys.join(', ')} FROM ${placed} r GROUP BY ALL HAVING count(*) > ${mostRowsOfAFile}`,
  )
  const small = large.map((place) => `NOT (${isAt(place)})`)
  const where = small.length === 0 ? '' : ` WHERE ${small.join(' AND ')}`
  const files = await copy(duck, options, `SELECT * FROM ${placed} r${where}`, keys)
  for (const place of large) {
    const ofPartition = `SELECT * EXCLUDE (${keys.join(', ')}) FROM ${placed} r WHERE ${isAt(place)}`
    const written = await copy(duck, options, ofPartition, [], fileBytes)
    const partition = partitionAt(place, partitionBy)
    files.push(...written.map((file) => ({ ...file, partition })))
  }
  return files
}

/** Rows of a partition, to be written as a file of it, or as several. */
export interface PartitionRows {
  readonly partition: ByColumn<string | null>
  readonly query: string
  readonly rows: number
}

/** Writes the rows of one partition, of which it is known where they lie. */
export async function writePartition(
  duck: Duck,
  options: Omit<PartitionsOptions, 'query' | 'rows'>,
  { partition, query, rows }: PartitionRows,
): Promise<PartitionFile[]> {
  const { mostRowsOfAFile = 2_000_000 } = options
  const written = await copy(
    duck,
    options,
    query,
    [],
    rows > mostRowsOfAFile ? fileBytes : undefined,
  )
  return written.map((file) => ({ ...file, partition }))
}

/** The columns that hold the partition of rows, as SQL names them. */
export const partitionKeys = (partitionBy: readonly PartitionField[]): string[] =>
  partitionBy.map((_field, index) => sqlIdentifier(`_partition_${index}`))

/** The query for all rows, with the partition of each behind its columns. */
export function withPartition(
  { query, partitionBy }: Pick<PartitionsOptions, 'query' | 'partitionBy'>,
  keys: readonly string[],
): string {
  const values = partitionBy.map((field, index) => `${partitionSql(field)} AS ${keys[index]}`)
  return `SELECT ${['*', ...values].join(', ')} FROM (${query}) r`
}

/** The values of the columns that hold a partition. */
export type Place = Readonly<Record<string, string | null>>

/** The condition that a row lies in a partition. */
export const isAt = (place: Place): string =>
  Object.entries(place)
    .map(([key, value]) => `${sqlIdentifier(key)} IS NOT DISTINCT FROM ${literal(value)}`)
    .join(' AND ')

const literal = (value: string | null) => (value === null ? 'NULL' : sqlString(value))

/** A partition by the names of its fields. */
export const partitionAt = (
  place: Place,
  partitionBy: readonly PartitionField[],
): ByColumn<string | null> =>
  Object.fromEntries(
    partitionBy.map((field, index) => [partitionName(field), place[`_partition_${index}`] ?? null]),
  )

interface ReturnedFile extends ReturnedStatistics {
  readonly filename: string
  readonly partition_keys: { key: string; value: string | null }[] | null
}

async function copy(
  duck: Duck,
  { directory, fieldIds, partitionBy }: Omit<PartitionsOptions, 'query' | 'rows'>,
  query: string,
  keys: readonly string[],
  mostBytes?: number,
): Promise<PartitionFile[]> {
  const folder = join(directory, randomUUID())
  await mkdir(directory, { recursive: true })
  const isOne = keys.length === 0 && mostBytes === undefined
  if (isOne) await mkdir(folder)
  const settings = [
    ...copySettings({ fieldIds }),
    ...(isOne ? [] : [`FILENAME_PATTERN 'part-{uuid}'`]),
    ...(keys.length === 0 ? [] : [`PARTITION_BY (${keys.join(', ')})`]),
    ...(mostBytes === undefined ? [] : [`FILE_SIZE_BYTES ${mostBytes}`]),
  ]
  const target = isOne ? join(folder, 'part.parquet') : folder
  const written = await duck.rows<ReturnedFile>(
    `COPY (${query}) TO ${sqlString(target)} (${settings.join(', ')})`,
  )
  return written
    .map((file) => ({
      ...toParquetFile(file),
      localPath: file.filename,
      partition: Object.fromEntries(
        partitionBy.flatMap((field, index) => {
          const found = file.partition_keys?.find(({ key }) => key === `_partition_${index}`)
          return found === undefined ? [] : [[partitionName(field), found.value]]
        }),
      ),
    }))
    .filter(({ rows }) => rows > 0)
}
