const label = /\.s(\d+)$/

/**
 * The run's part of a raw key, with the version of the schema that judged the records: so it is known
 * of each raw object whether its schema is accepted.
 *
 * @example
 * labelRun('1f3a9c2e', 3) // '1f3a9c2e.s3'
 */
export const labelRun = (run: string, version: number): string => `${run}.s${version}`

/** The version of the schema that a raw key's run tells; undefined where the run had no registry. */
export function labelOfRun(run: string): number | undefined {
  const number = label.exec(run)?.[1]
  return number === undefined ? undefined : Number(number)
}
