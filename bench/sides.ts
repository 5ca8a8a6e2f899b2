import { execFileSync } from 'node:child_process'
import type { PipelineCost } from './pipeline.ts'

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

/** What a run of a side cost, in a line for people. */
const told = (name: string, { cpuSeconds, wallSeconds, processes }: PipelineCost): string => {
  const peaks = processes.map(({ peakBytes }) => megabytes(peakBytes)).join(' + ')
  const seconds = `${cpuSeconds.toFixed(2)} CPU s, ${wallSeconds.toFixed(2)} s wall`
  return `  ${name}: ${seconds}, peak memory ${peaks}`
}

/**
 * Runs each side once, then each side again, `runs` times: what else the machine does in the meantime
 * then falls on all of them. Before each, all that was written is brought to the disk: who waits for the
 * disk would wait for what the side before has left to be written as well.
 *
 * @returns The costs of each side, one a run.
 */
export async function measureSides<Name extends string>(
  runs: number,
  sides: Readonly<Record<Name, () => PipelineCost | Promise<PipelineCost>>>,
): Promise<Record<Name, readonly PipelineCost[]>> {
  const entries = Object.entries(sides) as [Name, () => PipelineCost | Promise<PipelineCost>][]
  const costs = Object.fromEntries(entries.map(([name]) => [name, [] as PipelineCost[]])) as Record<
    Name,
    PipelineCost[]
  >
  for (let run = 1; run <= runs; run++) {
    console.log(`Run ${run} of ${runs}`)
    for (const [name, measure] of entries) {
      execFileSync('sync')
      const cost = await measure()
      console.log(told(name, cost))
      costs[name].push(cost)
    }
  }
  return costs
}

/** The middle one of the numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const upper = Math.floor(sorted.length / 2)
  const lower = Math.ceil(sorted.length / 2) - 1
  return ((sorted[lower] as number) + (sorted[upper] as number)) / 2
}
