import { longestPath } from './query-path.ts'

/**
 * Parts the columns of an object so that each part fits into the URL of a query, key and stamp in
 * every part.
 *
 * @param always Columns that every part has.
 * @param longest Bytes for the names of a part. @default what leaves room for the rest of a query
 */
export function columnGroups(
  columns: readonly string[],
  always: readonly string[],
  longest = longestPath - 3000,
): readonly (readonly string[])[] {
  const sizeOf = (names: readonly string[]) => names.reduce((sum, name) => sum + name.length + 1, 0)
  const others = columns.filter((name) => !always.includes(name))
  const groups: string[][] = []
  let group: string[] = [...always]
  for (const name of others) {
    if (sizeOf(group) + name.length + 1 > longest && group.length > always.length) {
      groups.push(group)
      group = [...always]
    }
    group.push(name)
  }
  return [...groups, group]
}
