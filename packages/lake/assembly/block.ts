/* A block: its literals and matches are gathered, counted, and written with the codes that suit them. */
import {
  distanceBase,
  distanceExtra,
  distanceSymbol,
  distanceSymbols,
  endOfBlock,
  firstLength,
  lengthBase,
  lengthExtra,
  lengthSymbol,
  literalSymbols,
  longestMatch,
  shortestMatch,
} from './alphabet'
import { endByte, writeBits, writeBytes } from './bits'
import { prepareHeader, writeHeader } from './block-header'
import { findCodeLengths } from './code-lengths'
import { codeBits, codeLength, makeCodes } from './codes'

/** A block is ended at the next match; before that as many literals may come as a match is long. */
const mostParts: i32 = 65_000
/** Numbers of 32 bits: a literal; or the highest bit, a length less 3, and in 15 bits a distance less 1. */
const parts: usize = memory.data((mostParts + 512) * 4, 4)
let count: i32 = 0

const literalFrequencies: usize = memory.data(literalSymbols * 4, 4)
const distanceFrequencies: usize = memory.data(distanceSymbols * 4, 4)
const literalLengths: usize = memory.data(literalSymbols)
const distanceLengths: usize = memory.data(distanceSymbols)
const literalCodes: usize = memory.data(literalSymbols * 4, 4)
const distanceCodes: usize = memory.data(distanceSymbols * 4, 4)
/** For each length less 3: the bits of its code and of what is extra, and how many above them. */
const lengthBits: usize = memory.data(256 * 4, 4)

export function startBlock(): void {
  count = 0
  memory.fill(literalFrequencies, 0, literalSymbols * 4)
  memory.fill(distanceFrequencies, 0, distanceSymbols * 4)
}

export function isFull(): bool {
  return count >= mostParts
}

function add(part: u32): void {
  store<u32>(parts + (usize(count++) << 2), part)
}

function countUp(frequencies: usize, symbol: u32): void {
  const frequency = frequencies + (symbol << 2)
  store<u32>(frequency, load<u32>(frequency) + 1)
}

export function addLiteral(byte: u32): void {
  add(byte)
  countUp(literalFrequencies, byte)
}

export function addMatch(length: i32, distance: i32): void {
  const less = length - shortestMatch
  add(0x8000_0000 | (less << 15) | (distance - 1))
  countUp(literalFrequencies, firstLength + lengthSymbol(less))
  countUp(distanceFrequencies, distanceSymbol(distance - 1))
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
  joinLengthBits()
  writeParts()
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

function joinLengthBits(): void {
  for (let less = 0; less <= longestMatch - shortestMatch; less++) {
    const symbol = lengthSymbol(less)
    const code = load<u32>(literalCodes + (usize(firstLength + symbol) << 2))
    const bits = codeBits(code) | ((less - lengthBase(symbol)) << codeLength(code))
    store<u32>(lengthBits + (usize(less) << 2), ((codeLength(code) + lengthExtra(symbol)) << 24) | bits)
  }
}

function writeParts(): void {
  const last = parts + (usize(count) << 2)
  for (let at = parts; at < last; at += 4) {
    const part = load<u32>(at)
    if (i32(part) >= 0) {
      const code = load<u32>(literalCodes + (part << 2))
      writeBits(codeBits(code), codeLength(code))
      continue
    }
    const length = load<u32>(lengthBits + (((part >> 15) & 0xff) << 2))
    const distance: i32 = part & 0x7fff
    const symbol = distanceSymbol(distance)
    const code = load<u32>(distanceCodes + (usize(symbol) << 2))
    const before: i32 = length >> 24
    let bits = u64(length & 0xff_ffff) | (u64(codeBits(code)) << before)
    bits |= u64(distance - distanceBase(symbol)) << (before + codeLength(code))
    writeBits(bits, before + codeLength(code) + distanceExtra(symbol))
  }
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
