import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DataFile, encodePathPart, fieldIds, type ObjectStore } from '@descant/lake'
import {
  type Duck,
  type PartitionFile,
  type PartitionsOptions,
  type RewriteOptions,
  rewritePartitions,
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

/** Files that are written, and may still be on their way into the store. */
export interface WrittenFiles {
  /** Resolves when all of them are there. */
  readonly stored: () => Promise<DataFile[]>
}

/** Enough to fill the line; more would only take memory. */
const uploadsAtOnce = 8

/** Writes rows into new files of the table, by partition. No reader sees them before a commit. */
export const writeFiles = (
  writing: Writing,
  target: ProcessedTable,
  rows: Pick<PartitionsOptions, 'query' | 'rows' | 'partitionBy'>,
): Promise<WrittenFiles> =>
  storing(writing, target, async (place, take) => {
    for (const file of await writePartitions(writing.duck, { ...rows, ...place })) take(file)
  })

/** Writes new rows into new files of the table, and with them those that stay in their partitions. */
export const rewriteFiles = (
  writing: Writing,
  target: ProcessedTable,
  rows: Pick<RewriteOptions, 'query' | 'kept' | 'partitionBy'>,
): Promise<WrittenFiles> =>
  storing(writing, target, (place, take) =>
    rewritePartitions(writing.duck, { ...rows, ...place, take }),
  )

/** Brings files into the store while others are written. */
async function storing(
  { store, directory }: Writing,
  { entity, table, head }: ProcessedTable,
  write: (
    place: Pick<PartitionsOptions, 'directory' | 'fieldIds'>,
    take: (file: PartitionFile) => void,
  ) => Promise<void>,
): Promise<WrittenFiles> {
  const folder = join(directory, entity.name)
  const files: DataFile[] = []
  const waiting: PartitionFile[] = []
  const uploading = new Set<Promise<void>>()
  const failures: unknown[] = []
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
  const take = (file: PartitionFile) => {
    waiting.push(file)
    if (uploading.size === uploadsAtOnce) return
    const upload = uploadNext()
      .catch((error: unknown) => {
        waiting.length = 0
        failures.push(error)
      })
      .finally(() => uploading.delete(upload))
    uploading.add(upload)
  }
  const end = async () => {
    await Promise.all(uploading)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await write({ directory: folder, fieldIds: fieldIds(tableColumns(entity), head) }, take)
  } catch (error) {
    await end()
    throw error
  }
  const ended = end()
  // Told by `stored`; where another table failed first nobody asks for it.
  ended.catch(() => undefined)
  return {
    stored: async () => {
      await ended
      if (failures.length > 0) throw failures[0]
      return files
    },
  }
}

/** `data/created_at_month=2026-01/part-….parquet`, as Iceberg's own writers lay files out. */
function dataPath({ partition }: PartitionFile): string {
  const folders = Object.entries(partition).map(
    ([name, value]) => `${name}=${encodePathPart(value ?? '__HIVE_DEFAULT_PARTITION__')}/`,
  )
  return `data/${folders.join('')}part-${randomUUID()}.parquet`
}
