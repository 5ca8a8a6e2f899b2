const isNumberSign = new Uint8Array(256)
for (const sign of '0123456789+-.eE') isNumberSign[sign.charCodeAt(0)] = 1

const quote = 0x22
const backslash = 0x5c
const zero = 0x30
const nine = 0x39
const quoteByte = Buffer.from('"')

/** Numbers of fewer signs have at most 15 digits, which a double keeps. */
const fewestSigns = 16

/** Whole numbers of so many signs have 64 bits, which are read as they are. */
const mostWholeSigns = 18

/** A small number that DuckDB would write with an exponent, which no decimal column takes. */
const small = '0.0000'

/** A number as JSON has it, and not what only looks like one. */
const number = /^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$/

/**
 * Whether lines may hold a number that DuckDB's JSON reader would round, since it reads what is no
 * whole number of 64 bits by way of a double. True also where such digits stand in a text.
 *
 * Sixteen signs in a row lie across a place that is a multiple of sixteen: no others are looked at.
 */
export function mayHoldLongNumber(lines: Buffer): boolean {
  for (let place = 0; place < lines.length; place += fewestSigns) {
    if (isNumberSign[lines[place] as number] === 0) continue
    let start = place
    let end = place + 1
    while (isNumberSign[lines[start - 1] as number]) start -= 1
    while (isNumberSign[lines[end] as number]) end += 1
    if (end - start < fewestSigns || lines[start - 1] === quote) continue
    if (isLong(lines.toString('latin1', start, end))) return true
  }
  return mayHoldSmall(lines)
}

/** What is searched for is rarer than a zero, at which each search would have to look again. */
function mayHoldSmall(lines: Buffer): boolean {
  const tail = small.slice(1)
  for (let end = lines.indexOf(tail); end >= 0; end = lines.indexOf(tail, end + 1)) {
    if (lines[end - 1] === zero && !isDigit(lines[end - 2])) return true
  }
  return false
}

/**
 * The line with its long numbers as texts, so that every digit of them is read. A line that is no
 * JSON stays none.
 *
 * @example
 * quoteLongNumbers(Buffer.from('{"price":12345678901234567.89,"count":2}')).toString()
 * // {"price":"12345678901234567.89","count":2}
 */
export function quoteLongNumbers(line: Buffer): Buffer {
  const pieces: Buffer[] = []
  let taken = 0
  let place = 0
  while (place < line.length) {
    if (line[place] === quote) {
      place = afterText(line, place)
      continue
    }
    if (isNumberSign[line[place] as number] === 0) {
      place += 1
      continue
    }
    const start = place
    while (isNumberSign[line[place] as number]) place += 1
    const signs = line.toString('latin1', start, place)
    if (!isLong(signs) || !number.test(signs) || !isValue(line, start, place)) continue
    pieces.push(line.subarray(taken, start), quoteByte, line.subarray(start, place), quoteByte)
    taken = place
  }
  return pieces.length === 0 ? line : Buffer.concat([...pieces, line.subarray(taken)])
}

function isLong(signs: string): boolean {
  if (signs.startsWith(small) || signs.startsWith(`-${small}`)) return true
  return signs.length > mostWholeSigns || (signs.length >= fewestSigns && /[.eE]/.test(signs))
}

/** Where a text ends that begins here. */
function afterText(line: Buffer, start: number): number {
  for (let end = line.indexOf(quote, start + 1); end >= 0; end = line.indexOf(quote, end + 1)) {
    let before = end
    while (line[before - 1] === backslash) before -= 1
    if ((end - before) % 2 === 0) return end + 1
  }
  return line.length
}

/** Whether it stands where a value does, and not in the place of a field's name. */
function isValue(line: Buffer, start: number, end: number): boolean {
  let before = start - 1
  let after = end
  while (isBlank(line[before])) before -= 1
  while (isBlank(line[after])) after += 1
  return isOneOf(line[before], ':[,') && isOneOf(line[after], ',]}')
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte <= nine

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09

const isOneOf = (byte: number | undefined, signs: string) =>
  byte !== undefined && signs.includes(String.fromCharCode(byte))
