/* The parts of a block, literals and matches: gathered, then written with the codes that suit them. */
import {
  distanceBase,
  distanceExtra,
  distanceSymbols,
  endOfBlock,
  firstLength,
  lengthBase,
  lengthExtra,
  lengthSymbol,
  longestMatch,
  shortestMatch,
} from './alphabet'
import { out, resumeBits, waiting, waitingBits } from './bits'
import { codeBits, codeLength } from './codes'

/** A block is ended at the next match; before that as many literals may come as a match is long. */
const mostParts: i32 = 65_000

/**
 * Numbers of 32 bits. The lowest 9: a literal, or 256 and a length less 3. The next 5: the symbol of a
 * distance, or {@link noDistance}. The others: a distance less 1.
 */
const parts: usize = memory.data((mostParts + 512) * 4, 4)
let count: i32 = 0

/** Stands behind a literal: literals and matches are then written alike, without a branch to guess. */
const noDistance: u32 = 31

/** For each value of the lowest 9 bits: its code and the bits that are extra, and how many above 24. */
const leads: usize = memory.data(512 * 4, 4)
/** For each symbol of a distance: its code, from bit 16 on its length, from 24 on that with extra bits, from 32 on its base. */
const distances: usize = memory.data(32 * 8, 8)

export function startParts(): void {
  count = 0
}

export function isFull(): bool {
  return count >= mostParts
}

export function addLiteralPart(byte: u32): void {
  store<u32>(parts + (usize(count++) << 2), byte | (noDistance << 9))
}

/**
 * @param less the length less 3
 * @param distance less 1
 * @param symbol that of the distance
 */
export function addMatchPart(less: i32, distance: i32, symbol: i32): void {
  store<u32>(parts + (usize(count++) << 2), 256 | less | (symbol << 9) | (distance << 14))
}

/** Writes all parts with these codes. */
export function writeParts(literalCodes: usize, distanceCodes: usize): void {
  joinLeads(literalCodes)
  joinDistances(distanceCodes)
  let to = out
  let held = waiting
  let heldBits = waitingBits
  const last = parts + (usize(count) << 2)
  for (let at = parts; at < last; at += 4) {
    const part = load<u32>(at)
    const lead = load<u32>(leads + ((part & 0x1ff) << 2))
    const distance = load<u64>(distances + (((part >> 9) & 31) << 3))
    const before: u32 = lead >> 24
    const extra = u64((part >> 14) - u32(distance >> 32)) << ((distance >> 16) & 0xff)
    held |= (u64(lead & 0xff_ffff) | (((distance & 0xffff) | extra) << before)) << heldBits
    heldBits += i32(before + (u32(distance) >> 24))
    store<u64>(to, held)
    to += heldBits >> 3
    held >>= u64(heldBits & ~7)
    heldBits &= 7
  }
  resumeBits(to, held, heldBits)
}

function joinLeads(codes: usize): void {
  for (let byte = 0; byte < endOfBlock; byte++) {
    const code = load<u32>(codes + (usize(byte) << 2))
    store<u32>(leads + (usize(byte) << 2), (codeLength(code) << 24) | codeBits(code))
  }
  for (let less = 0; less <= longestMatch - shortestMatch; less++) {
    const symbol = lengthSymbol(less)
    const code = load<u32>(codes + (usize(firstLength + symbol) << 2))
    const bits = codeBits(code) | ((less - lengthBase(symbol)) << codeLength(code))
    store<u32>(leads + (usize(256 + less) << 2), ((codeLength(code) + lengthExtra(symbol)) << 24) | bits)
  }
}

function joinDistances(codes: usize): void {
  for (let symbol = 0; symbol < distanceSymbols; symbol++) {
    const code = load<u32>(codes + (usize(symbol) << 2))
    const length = codeLength(code)
    const low = codeBits(code) | (length << 16) | ((length + distanceExtra(symbol)) << 24)
    store<u64>(distances + (usize(symbol) << 3), u64(low) | (u64(distanceBase(symbol)) << 32))
  }
}
