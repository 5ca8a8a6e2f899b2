import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DataFile, encodePathPart, fieldIds, type ObjectStore } from '@descant/lake'
import {
  type Duck,
  type PartitionFile,
  type PartitionsOptions,
  writePartitions,
} from '@descant/lake/duckdb'
import { tableColumns } from '../model/define-entity.ts'
import type { ProcessedTable } from './processed-tables.ts'

/** Where files of tables are written. */
export interface Writing {
  readonly duck: Duck
  readonly store: ObjectStore
  /** A folder for files before they are in the store. */
  readonly directory: string
}

/** Enough to fill the line; more would only take memory. */
const uploadsAtOnce = 8

/** Writes rows into new files of the table, by partition. No reader sees them before a commit. */
export async function writeFiles(
  { duck, store, directory }: Writing,
  { entity, table, head }: ProcessedTable,
  rows: Pick<PartitionsOptions, 'query' | 'placed' | 'rows' | 'partitionBy'>,
): Promise<DataFile[]> {
  const folder = join(directory, entity.name)
  const written = await writePartitions(duck, {
    ...rows,
    directory: folder,
    fieldIds: fieldIds(tableColumns(entity), head),
  })
  const files: DataFile[] = []
  const waiting = [...written]
  const uploadNext = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const { localPath, ...facts } = file
      const path = dataPath(file)
      await store.create(table.key(path), createReadStream(localPath), {
        contentType: 'application/vnd.apache.parquet',
      })
      files.push({ path, ...facts })
    }
  }
  try {
    await Promise.all(Array.from({ length: uploadsAtOnce }, uploadNext))
    return files
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `data/created_at_month=2026-01/part-….parquet`, as Iceberg's own writers lay files out. */
function dataPath({ partition }: PartitionFile): string {
  const folders = Object.entries(partition).map(
    ([name, value]) => `${name}=${encodePathPart(value ?? '__HIVE_DEFAULT_PARTITION__')}/`,
  )
  return `data/${folders.join('')}part-${randomUUID()}.parquet`
}
