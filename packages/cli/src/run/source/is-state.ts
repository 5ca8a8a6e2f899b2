/**
 * Whether a line of a target is a STATE that may be kept. Some targets write words to stdout, and some
 * an empty object where they have nothing to say, which would take the place of what is known.
 */
export function isState(line: string, known: string | undefined): boolean {
  try {
    const state: unknown = JSON.parse(line)
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return false
    return known === undefined || Object.keys(state).length > 0
  } catch {
    return false
  }
}
