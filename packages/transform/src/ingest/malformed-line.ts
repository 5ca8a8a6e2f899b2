import { isUtf8 } from 'node:buffer'
import type { RawObject } from '../model/raw-shape.ts'
import { shapeFault } from './shape-fault.ts'
import type { Reject } from './write-dead-letters.ts'

/** A line of a raw object. */
export interface Line {
  /** From 1, blank lines not counted. */
  readonly number: number
  readonly bytes: Buffer
}

/** Why a line is no record of the stream, as far as JSON itself and the stream's shape tell. */
export function malformedLine(shape: RawObject, line: Line): Reject | undefined {
  if (!isUtf8(line.bytes)) return malformedJson(line, '', 'must be UTF-8')
  let record: unknown
  try {
    record = JSON.parse(line.bytes.toString())
  } catch {
    return malformedJson(line, '', 'must be JSON')
  }
  if (record === null) return malformedJson(line, '', 'must be object')
  const fault = shapeFault(record, shape)
  return fault && malformedJson(line, fault.path, fault.message)
}

/** A line that JavaScript reads, and the engine does not. */
export const unreadableLine = (line: Line): Reject =>
  malformedJson(line, '', 'must be JSON that can be read')

const malformedJson = ({ number, bytes }: Line, path: string, message: string): Reject => ({
  line: number,
  type: 'protocol',
  reasonCode: 'JSON_MALFORMED',
  messages: [{ path, keyword: 'type', message }],
  record: bytes,
})

/** What is parked for an object that cannot be unpacked to its end. */
export const damagedObject: Reject = {
  type: 'protocol',
  reasonCode: 'OBJECT_DAMAGED',
  messages: [
    {
      path: '',
      keyword: 'contentEncoding',
      message: 'must be whole gzip data: the object is cut short or damaged, none of it was taken',
    },
  ],
  record: null,
}
