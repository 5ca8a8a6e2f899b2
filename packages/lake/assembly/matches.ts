/* Finds what was there before: places that begin with the same five bytes are chained, the latest first. */
import { longestMatch, windowBytes } from './alphabet'

/**
 * A match is told from here on: the code of a shorter one is seldom shorter than its bytes, and looking
 * for those takes longer.
 */
export const leastMatch: i32 = 5

/** So many bytes are compared before the others are counted: one number of 32 bits. */
const comparedBytes: i32 = 4

/** Where the distance of the last match gives so many bytes again, no other one is tried. */
const sure: i32 = 16

const hashBits: i32 = 16
/** 2^64 divided by the golden ratio: the highest bits of a product are well mixed. */
const multiplier: u64 = 0x9e37_79b1_85eb_ca87
/** The last 16 bits of places: of the latest one of each hash, and of the one before each place. */
const latest: usize = memory.data((1 << hashBits) * 2, 2)
const before: usize = memory.data(windowBytes * 2, 2)

let first: i32 = 0
let end: i32 = 0
/** The distance of the last match that was told: what follows it often lies at the same one. */
let told: i32 = 1
/** The distance of the match that {@link longerMatch} found. */
export let distance: i32 = 0

/** Begins with bytes from an address to another. */
export function startMatches(from: i32, to: i32): void {
  first = from
  end = to
  told = 1
  memory.fill(latest, 0, (1 << hashBits) * 2)
  memory.fill(before, 0, windowBytes * 2)
}

export function tellDistance(back: i32): void {
  told = back
}

/** Makes a place known to those that follow, by its first five bytes. @returns the latest one of its chain */
export function enter(at: i32): i32 {
  const place = at - first
  const begin = load<u64>(at) << (64 - leastMatch * 8)
  const head = latest + (usize((begin * multiplier) >> (64 - hashBits)) << 1)
  const last: i32 = load<u16>(head)
  store<u16>(head, u16(place))
  store<u16>(before + ((place & (windowBytes - 1)) << 1), u16(last))
  return last
}

/** How many bytes are the same at two places, of which the first `same` are known to be. */
function sameBytes(at: i32, there: i32, same: i32, most: i32): i32 {
  for (; same < most; same += 8) {
    const difference = load<u64>(at + same) ^ load<u64>(there + same)
    if (difference !== 0) return min(same + (i32(ctz(difference)) >> 3), most)
  }
  return most
}

/**
 * The longest match at a place that is longer than `best`, or `best`.
 *
 * @param candidate the latest place of its chain
 * @param probes how many places of the chain are looked at
 * @param enough a match of so many bytes ends the search
 */
// Asked at nearly every byte: as a call it would cost a sixteenth more in all.
@inline
export function longerMatch(at: i32, candidate: i32, best: i32, probes: i32, enough: i32): i32 {
  const place = at - first
  const most = min(end - at, longestMatch)
  if (best >= most) return best
  const begin = load<u32>(at)
  let tail = load<u32>(at + best - 3)
  if (best < 8 && told <= place && load<u32>(at - told) === begin) {
    const length = sameBytes(at, at - told, comparedBytes, most)
    if (length > best) {
      best = length
      distance = told
      if (length >= min(sure, most)) return best
      tail = load<u32>(at + best - 3)
    }
  }
  const farthest = min(place, windowBytes)
  let last = 0
  for (let left = probes; left > 0; left--) {
    // A place of long ago may look like a near one: its bytes tell.
    const back = (place - candidate) & 0xffff
    // Each lies farther back than the one before it: one comparison tells that, and how far it may lie.
    if (u32(back - last - 1) >= u32(farthest - last)) break
    last = back
    const there = at - back
    if (load<u32>(there + best - 3) === tail && load<u32>(there) === begin) {
      const length = sameBytes(at, there, comparedBytes, most)
      if (length > best) {
        best = length
        distance = back
        if (length >= min(enough, most)) break
        tail = load<u32>(at + best - 3)
      }
    }
    candidate = load<u16>(before + ((candidate & (windowBytes - 1)) << 1))
  }
  return best
}
