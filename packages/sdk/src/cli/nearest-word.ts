/** How many letters must change to make one word of the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] as number) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] as number) + 1, (next[j] as number) + 1))
    }
    row = next
  }
  return row.at(-1) as number
}

/**
 * The word that a person may have meant: begun and not finished, or with two letters wrong at most and one right.
 *
 * @returns undefined where none is so near.
 */
export const nearestWord = (word: string, known: readonly string[]): string | undefined =>
  known
    .map((one) => ({ one, away: word !== '' && one.startsWith(word) ? 0 : distance(word, one) }))
    .filter(({ away }) => away <= 2 && away < Math.max(1, word.length))
    .sort((a, b) => a.away - b.away)[0]?.one
