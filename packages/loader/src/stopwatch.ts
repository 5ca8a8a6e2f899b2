/** Measures from its call on; the result gives the seconds passed, to the millisecond. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => Math.round(performance.now() - start) / 1000
}
