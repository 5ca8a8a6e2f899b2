/**
 * Begins work on one thing after the other, and ends each while the next is begun. Ends come in order,
 * one at a time; after one has failed nothing more is ended.
 *
 * @param begin gives back what ends the work.
 *
 * @example
 * await overlap(tables, async (table) => {
 *   const files = await write(table)
 *   return () => commit(table, files)
 * })
 */
export async function overlap<Item>(
  items: Iterable<Item>,
  begin: (item: Item) => Promise<() => Promise<void>>,
): Promise<void> {
  let last = Promise.resolve()
  try {
    for (const item of items) {
      const end = await begin(item)
      await last
      last = end()
      // It is waited for when the next is begun; until then its failure is nobody's.
      last.catch(() => undefined)
    }
    await last
  } finally {
    await last.catch(() => undefined)
  }
}
