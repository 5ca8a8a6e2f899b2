import type { Issue } from '../errors.ts'

/** Said of a line whose bytes are no text. */
export const notUtf8: readonly Issue[] = [
  { path: '', message: 'is not UTF-8; the tap must encode it so' },
]

/** Said of a line of a BATCH file. */
export const notJson: readonly Issue[] = [
  { path: '', message: 'is not a JSON object; the tap must write one a line' },
]
