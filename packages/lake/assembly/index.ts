import { makeAlphabet } from './alphabet'
import { out, startBits } from './bits'
import { addLiteral, addMatch, endBlock, startBlock, writeStored } from './block'
import { distance, enter, leastMatch, longerMatch, startMatches, tellDistance } from './matches'
import { isFull } from './parts'

/** How hard is looked for matches. */
@unmanaged
class Effort {
  /** So many earlier places are looked at. */
  probes: i32
  /** Where a match is shorter, the next byte may begin a better one. */
  lazy: i32
  /** A match of so many bytes is taken without looking for a longer one. */
  enough: i32
  /** Of a longer match only so many bytes, at its begin and at its end, are made known. */
  known: i32
}

/** A match of so many bytes is good: few places are looked at for a better one. */
const good: i32 = 8

makeAlphabet()

/** The first address that is not used here. */
export function freeAddress(): i32 {
  return i32(__heap_base)
}

/**
 * Deflates bytes so that another part, or the end, can follow at the next byte: as zlib does with
 * `Z_SYNC_FLUSH`. Up to 8 bytes behind the input are read.
 *
 * @param to where there is room for the input and a hundredth more, and a kilobyte
 * @returns where the output ends
 */
export function deflate(from: i32, bytes: i32, to: i32, effort: Effort): i32 {
  const end = from + bytes
  const lastKnown = end - leastMatch
  startBits(to)
  startMatches(from, end)
  startBlock()
  let blockFrom = from
  let at = from
  while (at <= lastKnown) {
    if (isFull()) {
      endBlock(blockFrom, at - blockFrom)
      startBlock()
      blockFrom = at
    }
    let length = longerMatch(at, enter(at), leastMatch - 1, effort.probes, effort.enough)
    if (length < leastMatch) {
      addLiteral(load<u8>(at++))
      continue
    }
    let back = distance
    let next = at + 1
    while (length < effort.lazy && at < lastKnown) {
      const probes = length < good ? effort.probes : effort.probes >> 2
      const longer = longerMatch(at + 1, enter(at + 1), length, probes, effort.enough)
      next = at + 2
      if (longer === length) break
      addLiteral(load<u8>(at++))
      length = longer
      back = distance
    }
    addMatch(length, back)
    tellDistance(back)
    at += length
    enterMatch(next, at, length, effort.known, lastKnown)
  }
  while (at < end) addLiteral(load<u8>(at++))
  if (at > blockFrom) endBlock(blockFrom, at - blockFrom)
  writeStored(end, 0)
  return out
}

/** Makes the bytes of a match known, of a long one its begin and its end. */
function enterMatch(next: i32, end: i32, length: i32, known: i32, lastKnown: i32): void {
  const last = min(end, lastKnown + 1)
  if (length > known) {
    for (const begin = end - length + (known >> 1); next < begin; next++) enter(next)
    next = end - (known >> 1)
  }
  for (; next < last; next++) enter(next)
}
