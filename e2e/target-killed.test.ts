import { expect } from 'vitest'
import { finished, startBin } from './bins.ts'
import { lastStateOf, orderIds, orderLines } from './orders.ts'
import { test, Zones } from './zones.ts'

/** Enough for threads to be at work, and for many batches. */
const orders = 1200
const ids = orderIds(orders)

const idsIn = (zones: Zones) => new Set(zones.lines('raw').map((line) => JSON.parse(line).id))

/** A number below 1, the same for the same seed. */
const drawn = (seed: number) => (Math.imul(seed + 1, 0x9e3779b1) >>> 0) / 2 ** 32

/** Runs the target on what a tap would send from a place on, and kills it after a while. */
const runKilled = async (zones: Zones, from: number, afterMilliseconds: number | undefined) => {
  const config = zones.targetConfig({ batch_max_records: 100, workers: 2 })
  const target = startBin('target-s3-ndjson', ['--config', config])
  target.stdin?.on('error', () => {})
  const timer =
    afterMilliseconds === undefined
      ? undefined
      : setTimeout(() => target.kill('SIGKILL'), afterMilliseconds)
  target.stdin?.end(orderLines(orders, from))
  const run = await finished(target)
  clearTimeout(timer)
  return run
}

/**
 * Kills runs at random moments, each going on from the last STATE of the one before, until all is
 * loaded.
 *
 * @returns How many were killed.
 */
const killUntilDone = async (seed: number, mostKills: number): Promise<number> => {
  const zones = new Zones()
  try {
    let safe = 0
    for (let kills = 0; ; kills++) {
      const after = kills < mostKills ? 120 + 350 * drawn(seed * 31 + kills) : undefined
      const run = await runKilled(zones, safe, after)
      safe = lastStateOf(run.stdout, safe)
      const there = idsIn(zones)
      const missing = ids.slice(0, safe).filter((id) => !there.has(id))
      expect(missing, `killed ${kills} times, STATE says ${safe} orders are safe`).toEqual([])
      if (run.signal === 'SIGKILL') continue
      expect([run.code, safe]).toEqual([0, orders])
      expect([...there].sort()).toEqual([...ids].sort())
      return kills
    }
  } finally {
    zones.remove()
  }
}

/** After so many a run is left alone. */
const mostInAChain = 3

/** Each costs two processes or so: CI runs the many. */
const wanted = process.env.DESCANT_LONG === '1' ? 300 : 1

test(`killed ${wanted} times at any moment, nothing is lost and no STATE runs ahead`, {
  timeout: 1_200_000,
}, async () => {
  let kills = 0
  for (let seed = 0; kills < wanted; seed += 4) {
    const chains = [seed, seed + 1, seed + 2, seed + 3].slice(0, Math.max(1, wanted / 4))
    const counts = await Promise.all(chains.map((one) => killUntilDone(one, mostInAChain)))
    kills += counts.reduce((sum, count) => sum + count, 0)
  }
})
