import { byteAt, openBrace, openBracket, quote } from '../../sdk/assembly/bytes'
import { writeNumeric, writeWhole } from './number'
import { out, write, writeAt, writeByte, writeNumber } from './out'
import { writeJson, writeString } from './text'
import { writeDate, writeTime } from './time'

// What columns hold: `rows-memory.ts` has the same numbers.
const kindText: i32 = 0
const kindWhole: i32 = 1
const kindNumeric: i32 = 2
const kindBoolean: i32 = 3
const kindDate: i32 = 4
const kindTime: i32 = 5
/** A time that the target fills in: it is never left out. */
const kindOwnTime: i32 = 6

const letterF: i32 = 102
const letterN: i32 = 110
const letterT: i32 = 116

function writeText(from: i32, end: i32, first: i32): bool {
  if (first === quote) return writeString(from + 1, end - 1)
  if (first === openBrace || first === openBracket) return false
  write(from, end)
  return true
}

function writeBoolean(first: i32): bool {
  if (first !== letterT && first !== letterF) return false
  writeByte(first === letterT ? 1 : 0)
  return true
}

function writeValue(from: i32, end: i32, kind: i32): bool {
  const first = byteAt(from)
  if (kind === kindText) return writeText(from, end, first)
  if (kind === kindWhole) return writeWhole(from, end)
  if (kind === kindNumeric) return writeNumeric(from, end)
  if (kind === kindBoolean) return writeBoolean(first)
  if (kind === kindDate) return first === quote && writeDate(from + 1, end - 1)
  if (kind === kindTime || kind === kindOwnTime) return first === quote && writeTime(from + 1, end - 1)
  return writeJson(from, end)
}

/** Writes a field that is NULL. */
export function writeNull(): void {
  writeNumber<i32>(-1)
}

/**
 * Writes a JSON value as a field of a column: how many bytes it has, and these. Says whether it could:
 * what is unusual is left to `binary-field.ts`.
 */
export function writeField(from: i32, end: i32, kind: i32): bool {
  if (byteAt(from) === letterN) {
    writeNull()
    return kind !== kindOwnTime
  }
  const start = out
  writeAt(start + 4)
  if (!writeValue(from, end, kind)) return false
  store<i32>(start, bswap<i32>(out - start - 4))
  return true
}
