/** No two tries of a run are further apart than this. */
const longestSeconds = 300

/**
 * Seconds to wait after a try: twice as long each time, of which a random half, so that sources that
 * failed together do not come back together.
 *
 * @param tries how many tries there were, from 1.
 */
export function retryWaitSeconds(tries: number, first: number, random = Math.random): number {
  const longest = Math.min(first * 2 ** (tries - 1), longestSeconds)
  return longest / 2 + (longest / 2) * random()
}
