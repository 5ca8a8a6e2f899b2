import type { Selected } from '../soql/projection.ts'
import { csvValue } from '../soql/render-value.ts'
import type { Row } from '../store/row.ts'

/** What parts columns and lines. */
export interface CsvFormat {
  readonly delimiter: string
  readonly lineEnding: string
}

/** The delimiters of a job by the names that it is created with. */
export const delimiters: Readonly<Record<string, string>> = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
}

export const lineEndings: Readonly<Record<string, string>> = { LF: '\n', CRLF: '\r\n' }

/** Quoted whatever it holds, as the service does; a quote within is doubled. */
const quoted = (text: string) =>
  text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`

/**
 * A page of a bulk job: the header first, and every value in quotes. What a text has in the way of
 * line breaks stays as it is.
 *
 * @param decorate Changes texts on their way, for faults.
 */
export function csvPage(
  selection: readonly Selected[],
  rows: readonly Row[],
  { delimiter, lineEnding }: CsvFormat,
  decorate: (text: string) => string = (text) => text,
): string {
  const lines = [selection.map(({ name }) => quoted(name)).join(delimiter)]
  for (const row of rows) {
    let line = ''
    for (const [place, { field, read }] of selection.entries()) {
      const value = csvValue(field, read(row))
      const text = field.type === 'string' || field.type === 'textarea' ? decorate(value) : value
      line += place === 0 ? quoted(text) : delimiter + quoted(text)
    }
    lines.push(line)
  }
  return lines.join(lineEnding) + lineEnding
}
