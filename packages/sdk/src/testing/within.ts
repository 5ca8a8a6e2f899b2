/** What {@link within} gives where the time is up. */
export const late: unique symbol = Symbol('late')

/** Waits for something, so many seconds at most. What is late goes on by itself. */
export async function within<Result>(
  seconds: number,
  work: Promise<Result>,
): Promise<Result | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const up = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), seconds * 1000)
  })
  try {
    return await Promise.race([work, up])
  } finally {
    clearTimeout(timer)
  }
}
