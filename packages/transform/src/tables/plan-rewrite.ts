import type { DataFile } from '@descant/lake'

/** Which files of a table a change writes anew, and which stay as they are. */
export interface RewritePlan {
  readonly rewritten: readonly DataFile[]
  readonly kept: readonly DataFile[]
}

/** Half of the least size that files should have: what is smaller is worth writing together. */
export const smallFileBytes = 64 * 1024 * 1024

/** So many small files of a partition cost readers little; one more, and they become one. */
export const mostSmallFiles = 8

/**
 * Plans which files a change writes anew: those whose rows change, and the small ones of a partition
 * that has too many of them. New rows of any other partition become files beside those that stay.
 *
 * @param files all files of the table.
 * @param isTouched whether a file holds a row that changes or goes.
 */
export function planRewrite(
  files: readonly DataFile[],
  isTouched: (file: DataFile) => boolean,
): RewritePlan {
  const small = new Map<string, number>()
  for (const file of files.filter(isSmall)) {
    small.set(placeOf(file), (small.get(placeOf(file)) ?? 0) + 1)
  }
  const isCrowded = (file: DataFile) =>
    isSmall(file) && (small.get(placeOf(file)) ?? 0) > mostSmallFiles
  const goes = (file: DataFile) => isTouched(file) || isCrowded(file)
  return { rewritten: files.filter(goes), kept: files.filter((file) => !goes(file)) }
}

const isSmall = ({ bytes }: DataFile) => bytes < smallFileBytes

const placeOf = ({ partition = {} }: DataFile) => JSON.stringify(Object.entries(partition))
