/** Runs a benchmark: `npm run bench -- NAME [--records N] [--runs K]`; see docs/benchmarks.md. */
import { judge } from './bar.ts'
import type { Bench } from './bench.ts'
import { parseCommandLine, UsageError } from './command-line.ts'
import { engines } from './engines.ts'
import { load } from './load.ts'
import { describeMachine } from './machine.ts'
import { parentChild } from './parent-child.ts'
import { PeerUnavailableError } from './peers/peer-unavailable-error.ts'
import { salesforceBulk } from './salesforce-bulk.ts'
import { salesforceDiscovery } from './salesforce-discovery.ts'
import { salesforcePages } from './salesforce-pages.ts'
import { search } from './search.ts'
import { shopifyBulk } from './shopify-bulk.ts'
import { shopifyPoints } from './shopify-points.ts'
import { tapTarget } from './tap-target.ts'
import { target } from './target.ts'
import { targetMemory } from './target-memory.ts'
import { targetPigz } from './target-pigz.ts'
import { targetPostgres } from './target-postgres.ts'
import { transform } from './transform.ts'

const benches: Readonly<Record<string, Bench>> = {
  'shopify-points': shopifyPoints,
  'shopify-bulk': shopifyBulk,
  'tap-target': tapTarget,
  'parent-child': parentChild,
  'salesforce-bulk': salesforceBulk,
  'salesforce-pages': salesforcePages,
  'salesforce-discovery': salesforceDiscovery,
  target,
  'target-pigz': targetPigz,
  'target-memory': targetMemory,
  'target-postgres': targetPostgres,
  transform,
  engines,
  load,
  search,
}

const exitCodes = { holds: 0, doesNotHold: 1, usage: 2, peerUnavailable: 3 } as const

const run = async (): Promise<number> => {
  const { name, bench, size } = parseCommandLine(process.argv.slice(2), benches)
  console.log(`${name}: ${bench.description}\n\n${describeMachine()}\n`)
  const bars = (await bench.run(size)).map((measurement) => judge(name, measurement))
  console.log()
  for (const bar of bars) console.log(JSON.stringify(bar))
  return bars.every(({ holds }) => holds) ? exitCodes.holds : exitCodes.doesNotHold
}

try {
  process.exitCode = await run()
} catch (error) {
  if (!(error instanceof UsageError || error instanceof PeerUnavailableError)) throw error
  console.error(error.message)
  process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.peerUnavailable
}
