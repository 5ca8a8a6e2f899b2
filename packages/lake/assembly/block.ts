/* A block: its literals and matches are gathered, counted, and written with the codes that suit them. */
import {
  distanceExtra,
  distanceSymbol,
  distanceSymbols,
  endOfBlock,
  firstLength,
  lengthExtra,
  lengthSymbol,
  literalSymbols,
  shortestMatch,
} from './alphabet'
import { endByte, writeBits, writeBytes } from './bits'
import { prepareHeader, writeHeader } from './block-header'
import { findCodeLengths } from './code-lengths'
import { codeBits, codeLength, makeCodes } from './codes'
import { addLiteralPart, addMatchPart, startParts, writeParts } from './parts'

const literalFrequencies: usize = memory.data(literalSymbols * 4, 4)
const distanceFrequencies: usize = memory.data(distanceSymbols * 4, 4)
const literalLengths: usize = memory.data(literalSymbols)
const distanceLengths: usize = memory.data(distanceSymbols)
const literalCodes: usize = memory.data(literalSymbols * 4, 4)
const distanceCodes: usize = memory.data(distanceSymbols * 4, 4)

export function startBlock(): void {
  startParts()
  memory.fill(literalFrequencies, 0, literalSymbols * 4)
  memory.fill(distanceFrequencies, 0, distanceSymbols * 4)
}

function countUp(frequencies: usize, symbol: u32): void {
  const frequency = frequencies + (symbol << 2)
  store<u32>(frequency, load<u32>(frequency) + 1)
}

export function addLiteral(byte: u32): void {
  addLiteralPart(byte)
  countUp(literalFrequencies, byte)
}

export function addMatch(length: i32, distance: i32): void {
  const less = length - shortestMatch
  const symbol = distanceSymbol(distance - 1)
  addMatchPart(less, distance - 1, symbol)
  countUp(literalFrequencies, firstLength + lengthSymbol(less))
  countUp(distanceFrequencies, symbol)
}

/** Writes the block that was gathered, or its `bytes` at `plain` as they are where that is no longer. */
export function endBlock(plain: i32, bytes: i32): void {
  countUp(literalFrequencies, endOfBlock)
  findCodeLengths(literalFrequencies, literalSymbols, 15, literalLengths)
  findCodeLengths(distanceFrequencies, distanceSymbols, 15, distanceLengths)
  const coded = i64(prepareHeader(literalLengths, distanceLengths)) + bitsOfParts()
  const stored = i64(bytes) * 8 + i64(bytes / 65_535 + 1) * 40
  if (stored <= coded) {
    writeStored(plain, bytes)
    return
  }
  writeHeader()
  makeCodes(literalLengths, literalSymbols, literalCodes)
  makeCodes(distanceLengths, distanceSymbols, distanceCodes)
  writeParts(literalCodes, distanceCodes)
  const end = load<u32>(literalCodes + (endOfBlock << 2))
  writeBits(codeBits(end), codeLength(end))
}

function bitsOfParts(): i64 {
  let bits: i64 = 0
  for (let symbol = 0; symbol < literalSymbols; symbol++) {
    const extra = symbol < firstLength ? 0 : lengthExtra(symbol - firstLength)
    const each = i32(load<u8>(literalLengths + symbol)) + extra
    bits += i64(load<u32>(literalFrequencies + (usize(symbol) << 2))) * each
  }
  for (let symbol = 0; symbol < distanceSymbols; symbol++) {
    const each = i32(load<u8>(distanceLengths + symbol)) + distanceExtra(symbol)
    bits += i64(load<u32>(distanceFrequencies + (usize(symbol) << 2))) * each
  }
  return bits
}

/** Blocks of bytes as they are (RFC 1951, section 3.2.4): one with none ends a byte. */
export function writeStored(plain: i32, bytes: i32): void {
  do {
    const length = min(bytes, 65_535)
    writeBits(0, 3)
    endByte()
    writeBits(u32(length | ((length ^ 0xffff) << 16)), 32)
    writeBytes(plain, length)
    plain += length
    bytes -= length
  } while (bytes > 0)
}
