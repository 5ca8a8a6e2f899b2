import { type DataFile, type PartitionField, partitionName } from '@descant/lake'
import type { WrittenFile } from './run-report.ts'

/** What the runner wrote of a table, in the words of its manifests. */
export const dataFiles = (
  folder: string,
  partitionBy: readonly PartitionField[],
  written: readonly WrittenFile[],
): DataFile[] =>
  written
    .filter(({ rows }) => rows > 0)
    .map(({ path, rows, bytes, values, lower, upper, partition }) => ({
      path: `${folder}/${path}`,
      rows,
      bytes,
      ...(partitionBy.length === 0
        ? {}
        : {
            partition: Object.fromEntries(
              partitionBy.map((field, index) => [partitionName(field), partition[index] ?? null]),
            ),
          }),
      nullCounts: Object.fromEntries(
        Object.entries(values).map(([name, count]) => [name, rows - count]),
      ),
      lowerBounds: lower,
      upperBounds: upper,
    }))
