/** A measured pair of numbers and how far apart they may lie. Less is better in every unit. */
export interface BarMeasurement {
  /** What is compared, in some words; tells the bars of one bench apart. */
  readonly bar: string
  /** What the numbers count, as `CPU seconds` or `bytes`. */
  readonly unit: string
  readonly ours: number
  readonly theirs: number
  /** The greatest ratio of ours to theirs that still holds. */
  readonly limit: number
}

/** A bar as it is printed: one JSON line each. */
export interface Bar extends BarMeasurement {
  readonly bench: string
  /** Ours divided by theirs. */
  readonly ratio: number
  readonly holds: boolean
}

/** Rounds to four significant digits: more than that no measurement here is worth. */
const rounded = (value: number) => Number(value.toPrecision(4))

/**
 * Judges a measurement. A number that is not finite, as of a side that did nothing, holds no bar.
 *
 * @example
 * judge('tap-target', { bar: 'raw Node pipe', unit: 'CPU seconds', ours: 3, theirs: 2, limit: 1.5 })
 * // { …, ratio: 1.5, limit: 1.5, holds: true }
 */
export function judge(bench: string, measurement: BarMeasurement): Bar {
  const { bar, unit, ours, theirs, limit } = measurement
  const ratio = ours / theirs
  return {
    bench,
    bar,
    unit,
    ours: rounded(ours),
    theirs: rounded(theirs),
    ratio: rounded(ratio),
    limit,
    holds: ours > 0 && theirs > 0 && ratio <= limit,
  }
}
