/* The lengths of the best prefix codes for how often symbols occur, none longer than a limit. */

const mostSymbols: i32 = 288
const symbolBits: i32 = 9
const longestDepth: i32 = 32

/** How often a symbol occurs, and below it the symbol: the rarest first. */
const sorted: usize = memory.data(mostSymbols * 4, 4)
/** Frequencies, then parents, then depths of the tree's nodes. */
const nodes: usize = memory.data(mostSymbols * 4, 4)
/** How many codes have each length. */
const counts: usize = memory.data((longestDepth + 1) * 4, 4)

function at(list: usize, index: i32): i32 {
  return load<i32>(list + (usize(index) << 2))
}

function put(list: usize, index: i32, value: i32): void {
  store<i32>(list + (usize(index) << 2), value)
}

/**
 * Writes the length of each symbol's code, a byte each, 0 for symbols that do not occur.
 *
 * @param frequencies numbers of 32 bits, each below 2^22
 */
export function findCodeLengths(frequencies: usize, symbols: i32, limit: i32, lengths: usize): void {
  memory.fill(lengths, 0, symbols)
  let used = 0
  for (let symbol = 0; symbol < symbols; symbol++) {
    const frequency = at(frequencies, symbol)
    if (frequency > 0) put(sorted, used++, (frequency << symbolBits) | symbol)
  }
  if (used === 0) return
  memory.fill(counts, 0, (longestDepth + 1) * 4)
  if (used === 1) put(counts, 1, 1)
  else {
    sort(used)
    countDepths(used)
    shorten(limit)
  }
  let rarest = 0
  for (let length = limit; length > 0; length--) {
    for (let left = at(counts, length); left > 0; left--) {
      const symbol = at(sorted, rarest++) & ((1 << symbolBits) - 1)
      store<u8>(lengths + symbol, u8(length))
    }
  }
}

/** Shell's sort: short, and of at most 288 numbers. */
function sort(count: i32): void {
  for (let gap = 121; gap > 0; gap = (gap - 1) / 3) {
    for (let index = gap; index < count; index++) {
      const value = at(sorted, index)
      let place = index
      for (; place >= gap && at(sorted, place - gap) > value; place -= gap) {
        put(sorted, place, at(sorted, place - gap))
      }
      put(sorted, place, value)
    }
  }
}

/** Moffat and Katajainen, In-place calculation of minimum-redundancy codes (1995). */
function countDepths(count: i32): void {
  for (let leaf = 0; leaf < count; leaf++) put(nodes, leaf, at(sorted, leaf) >> symbolBits)
  let leaf = 0
  let root = 0
  for (let next = 0; next < count - 1; next++) {
    let sum = 0
    for (let child = 0; child < 2; child++) {
      if (leaf >= count || (root < next && at(nodes, root) < at(nodes, leaf))) {
        sum += at(nodes, root)
        put(nodes, root++, next)
      } else sum += at(nodes, leaf++)
    }
    put(nodes, next, sum)
  }
  put(nodes, count - 2, 0)
  for (let next = count - 3; next >= 0; next--) put(nodes, next, at(nodes, at(nodes, next)) + 1)
  root = count - 2
  let open = 1
  for (let depth = 0; open > 0; depth++) {
    let inner = 0
    for (; root >= 0 && at(nodes, root) === depth; root--) inner++
    const length = min(depth, longestDepth)
    put(counts, length, at(counts, length) + open - inner)
    open = inner * 2
  }
}

/** Makes codes that are too long as long as the limit, and others longer until all have room. */
function shorten(limit: i32): void {
  for (let length = limit + 1; length <= longestDepth; length++) {
    put(counts, limit, at(counts, limit) + at(counts, length))
  }
  let room = 1 << limit
  for (let length = 1; length <= limit; length++) room -= at(counts, length) << (limit - length)
  for (; room < 0; room++) {
    let length = limit - 1
    while (at(counts, length) === 0) length--
    put(counts, length, at(counts, length) - 1)
    put(counts, length + 1, at(counts, length + 1) + 2)
    put(counts, limit, at(counts, limit) - 1)
  }
}
