/**
 * Picks at most `count` of the numbers from `first` to `last`, spread evenly, both ends among them.
 * The same numbers each time, so that a failure can be looked at again.
 *
 * @example
 * sample(1, 100, 4) // [1, 34, 67, 100]
 */
export function sample(first: number, last: number, count: number): number[] {
  const size = last - first + 1
  if (size <= count) return Array.from({ length: Math.max(0, size) }, (_, index) => first + index)
  if (count === 1) return [first]
  const step = (size - 1) / (count - 1)
  return Array.from({ length: count }, (_, index) => first + Math.round(index * step))
}
