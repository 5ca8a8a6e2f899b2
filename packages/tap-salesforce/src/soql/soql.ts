/** A stretch of replication values: the beginning included, the end not. */
export interface Window {
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** A place in the order of stamp and key: all up to this row has been read. */
export interface Place {
  /** Absent where rows are walked through by their key alone. */
  readonly stamp?: string | undefined
  readonly key: string
}

/** What is to be asked. */
export interface SoqlParts {
  readonly fields: readonly string[]
  readonly from: string
  /** The field of the window. */
  readonly stamp?: string | undefined
  readonly window?: Window
  /** The field of the key, needed for a place. */
  readonly key?: string | undefined
  readonly after?: Place | undefined
  /** Further conditions, all of which must hold. */
  readonly where?: readonly string[]
  /** Whether rows come in the order of stamp and key. @default false */
  readonly ordered?: boolean
  readonly limit?: number
}

/** A text as SOQL writes it (SOQL reference, "Quoted String Escape Sequences"). */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

/** A condition on an id. */
export const idIn = (field: string, ids: readonly string[]): string =>
  `${field} IN (${ids.map(quoted).join(',')})`

/**
 * Writes a query. Ties cannot hide rows: after a place the order goes on within the same stamp by key.
 *
 * @example
 * soqlOf({ fields: ['Id'], from: 'Account', stamp: 'SystemModstamp', window: { since }, limit: 2000 })
 */
export function soqlOf(parts: SoqlParts): string {
  const { fields, from, stamp, window = {}, key, after, where = [], ordered, limit } = parts
  const conditions: string[] = []
  const least = after?.stamp ?? window.since
  if (stamp !== undefined) {
    if (least !== undefined) conditions.push(`${stamp} >= ${least}`)
    if (window.until !== undefined) conditions.push(`${stamp} < ${window.until}`)
  }
  if (after !== undefined && key !== undefined) {
    const beyond = `${key} > ${quoted(after.key)}`
    const isTied = stamp !== undefined && after.stamp !== undefined
    conditions.push(isTied ? `(${stamp} > ${after.stamp} OR ${beyond})` : beyond)
  }
  conditions.push(...where)
  const order = [stamp, key].filter((name) => name !== undefined)
  return [
    `SELECT ${fields.join(',')} FROM ${from}`,
    conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '',
    ordered && order.length > 0 ? ` ORDER BY ${order.map((name) => `${name} ASC`).join(',')}` : '',
    limit === undefined ? '' : ` LIMIT ${limit}`,
  ].join('')
}
