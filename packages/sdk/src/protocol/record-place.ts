import { scanMembers } from './scan.ts'

/** Where the record lies in a line that is a RECORD. */
export const recordPlace = (line: string): { readonly start: number; readonly end: number } => {
  let place = { start: 0, end: 0 }
  scanMembers(line, (keyStart, keyEnd, start, end) => {
    if (line.slice(keyStart, keyEnd) === 'record') place = { start, end }
  })
  return place
}
