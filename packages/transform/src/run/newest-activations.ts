import type { Activation } from '../ingest/ledger.ts'

/** The newest that each provider has announced of each stream. */
export function newestActivations(all: readonly Activation[]): Activation[] {
  const newest = new Map<string, Activation>()
  for (const activation of all) {
    const stream = JSON.stringify([activation.provider, activation.stream])
    const known = newest.get(stream)
    if (known === undefined || known.version < activation.version) newest.set(stream, activation)
  }
  return [...newest.values()]
}
