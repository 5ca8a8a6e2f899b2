/** Measures how long the stages of a run take. */
export function stopwatch() {
  const stages: { stage: string; seconds: number }[] = []
  return {
    /** What was measured so far, in order. */
    stages: stages as readonly { readonly stage: string; readonly seconds: number }[],
    async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
      const start = performance.now()
      const result = await work()
      stages.push({ stage, seconds: Math.round(performance.now() - start) / 1000 })
      return result
    },
  }
}
