import type { Window } from '../soql/soql.ts'

/** Before this nothing was recorded; windows without a beginning are halved as if they began here. */
const beginning = Date.UTC(1999, 0, 1)

const instant = (text: string | undefined, otherwise: number): number => {
  const parsed = Date.parse(text ?? '')
  return Number.isNaN(parsed) ? otherwise : parsed
}

const textOf = (milliseconds: number) => new Date(milliseconds).toISOString()

/**
 * Halves a window by time, at a whole second; undefined where it is too short for that.
 *
 * @param now The end of a window that has none, in milliseconds since 1970.
 */
export function halves(window: Window, now: number): readonly [Window, Window] | undefined {
  const until = instant(window.until, now)
  const nominal = until > beginning + 2000 ? beginning : 0
  const since = instant(window.since, nominal)
  const middle = Math.floor((since + until) / 2000) * 1000
  if (middle <= since || middle >= until) return undefined
  return [
    { ...window, until: textOf(middle) },
    { ...window, since: textOf(middle) },
  ]
}

/** Cuts a window into pieces of a length; one without a beginning keeps what lies before 1999 whole. */
export function slices(window: Window, seconds: number | undefined): readonly Window[] {
  if (seconds === undefined || seconds <= 0 || window.until === undefined) return [window]
  const until = instant(window.until, 0)
  const pieces: Window[] = []
  let since = window.since
  for (let start = instant(window.since, beginning); start < until; ) {
    const end = Math.min(start + seconds * 1000, until)
    pieces.push({ since, until: end === until ? window.until : textOf(end) })
    since = textOf(end)
    start = end
  }
  return pieces.length > 0 ? pieces : [window]
}
