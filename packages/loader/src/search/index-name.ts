/** A character that stands for itself in the name of an index. */
const plain = /[a-z0-9_.-]/

/**
 * A name as part of the name of an index, which may hold neither capitals nor most signs: every other
 * character becomes `~` and the hexadecimal digits of its bytes, so that two names never give one.
 *
 * @example
 *   indexPart('Acme Shop') // '~41cme~20~53hop'
 */
export function indexPart(name: string): string {
  return Array.from(name, (character) =>
    plain.test(character)
      ? character
      : Array.from(Buffer.from(character), (b) => `~${b.toString(16).padStart(2, '0')}`).join(''),
  ).join('')
}

/** What readers of a table's documents ask for: an alias, which always leads to one whole index. */
export const aliasOf = (customer: string, table: string): string =>
  `${indexPart(customer)}-${indexPart(table)}`

/** The name of a new index: two of the same generation never have the same. */
export const newIndexName = (alias: string, generation: number, now = Date.now()): string =>
  `${alias}-g${generation}-${now.toString(36)}`
