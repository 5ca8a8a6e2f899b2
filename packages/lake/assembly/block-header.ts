/* The head of a block with codes of its own: the lengths of its codes, coded themselves (RFC 1951, section 3.2.7). */
import { distanceSymbols, firstLength, literalSymbols } from './alphabet'
import { writeBits } from './bits'
import { findCodeLengths } from './code-lengths'
import { codeBits, codeLength, makeCodes } from './codes'

const runSymbols: i32 = 19
const repeat: i32 = 16
const zeros: i32 = 17
const manyZeros: i32 = 18
/** The order in which the lengths of the codes of runs are told. */
const order: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15])

const lengths: usize = memory.data(literalSymbols + distanceSymbols)
/** The symbols of runs, and above each 5 bits what its extra bits say. */
const runs: usize = memory.data((literalSymbols + distanceSymbols) * 2, 2)
let runCount: i32 = 0
const frequencies: usize = memory.data(runSymbols * 4, 4)
const runLengths: usize = memory.data(runSymbols)
const codes: usize = memory.data(runSymbols * 4, 4)

let literals: i32 = 0
let distances: i32 = 0
let toldLengths: i32 = 0

function extraBits(symbol: i32): i32 {
  return symbol === repeat ? 2 : symbol === zeros ? 3 : symbol === manyZeros ? 7 : 0
}

function addRun(symbol: i32, extra: i32): void {
  store<u16>(runs + (usize(runCount++) << 1), u16(symbol | (extra << 5)))
  const frequency = frequencies + (usize(symbol) << 2)
  store<u32>(frequency, load<u32>(frequency) + 1)
}

function findRuns(count: i32): void {
  runCount = 0
  memory.fill(frequencies, 0, runSymbols * 4)
  let next = 0
  while (next < count) {
    const length: i32 = load<u8>(lengths + next)
    const first = next
    while (next < count && i32(load<u8>(lengths + next)) === length) next++
    let left = next - first
    if (length > 0) {
      addRun(length, 0)
      left--
    }
    const most = length > 0 ? 6 : 138
    while (left >= 3) {
      const run = min(left, most)
      if (length > 0) addRun(repeat, run - 3)
      else if (run < 11) addRun(zeros, run - 3)
      else addRun(manyZeros, run - 11)
      left -= run
    }
    while (left-- > 0) addRun(length, 0)
  }
}

/** How many of the first symbols must be told: all up to the last one that occurs. */
function told(codeLengths: usize, symbols: i32, least: i32): i32 {
  while (symbols > least && load<u8>(codeLengths + symbols - 1) === 0) symbols--
  return symbols
}

/** Makes the head of a block with such codes, and tells how many bits it takes. */
export function prepareHeader(literalLengths: usize, distanceLengths: usize): i32 {
  literals = told(literalLengths, literalSymbols, firstLength)
  distances = told(distanceLengths, distanceSymbols, 1)
  memory.copy(lengths, literalLengths, literals)
  memory.copy(lengths + literals, distanceLengths, distances)
  findRuns(literals + distances)
  findCodeLengths(frequencies, runSymbols, 7, runLengths)
  toldLengths = runSymbols
  while (toldLengths > 4 && load<u8>(runLengths + load<u8>(order + toldLengths - 1)) === 0) toldLengths--
  let bits = 3 + 5 + 5 + 4 + 3 * toldLengths
  for (let run = 0; run < runCount; run++) {
    const symbol = load<u16>(runs + (usize(run) << 1)) & 31
    bits += i32(load<u8>(runLengths + symbol)) + extraBits(symbol)
  }
  return bits
}

/** Writes the head that was made last. */
export function writeHeader(): void {
  const ownCodes = 2
  writeBits(ownCodes << 1, 3)
  writeBits(literals - firstLength, 5)
  writeBits(distances - 1, 5)
  writeBits(toldLengths - 4, 4)
  for (let place = 0; place < toldLengths; place++) {
    writeBits(load<u8>(runLengths + load<u8>(order + place)), 3)
  }
  makeCodes(runLengths, runSymbols, codes)
  for (let run = 0; run < runCount; run++) {
    const entry = load<u16>(runs + (usize(run) << 1))
    const symbol = entry & 31
    const code = load<u32>(codes + (usize(symbol) << 2))
    writeBits(codeBits(code), codeLength(code))
    writeBits(entry >> 5, extraBits(symbol))
  }
}
