/** Lets so many pieces of work go on at once; the others wait in order. */
export function createLimiter(
  most: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // The place goes to the next one, so that none can slip in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
