/** What a stream remembers beside its bookmark, as it stands in STATE. */
export interface KeptState {
  /** Up to when deletions have been asked for. */
  readonly deleted_until?: string
  /** When all ids were last compared. */
  readonly reconciled_at?: string
  /** When formulas were last looked at. */
  readonly formulas_at?: string
}

/** Reads what an earlier run kept. */
export function keptState(kept: unknown): KeptState {
  if (typeof kept !== 'object' || kept === null) return {}
  const { deleted_until, reconciled_at, formulas_at } = kept as Readonly<Record<string, unknown>>
  const times = { deleted_until, reconciled_at, formulas_at }
  return Object.fromEntries(
    Object.entries(times).filter(
      ([, value]) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
    ),
  )
}
