import type { Bench } from './bench.ts'
import { type PipelineCost, runPipeline } from './pipeline.ts'
import { startSalesforceOrg } from './salesforce-org.ts'
import { measureSides, median } from './sides.ts'

/** As far away as an org on another continent. */
const latencyMilliseconds = 200
const pages = 300

const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))

export const salesforcePages: Bench = {
  description:
    `The ${pages} pages of a Bulk 2.0 result from a sandbox that is ${latencyMilliseconds} ms away, ` +
    'five at once and one after another; sign-in, discovery and the job itself are part of both.',
  size: { records: 30_000, runs: 3 },
  async run({ records, runs }) {
    const org = await startSalesforceOrg([
      ...['--accounts', '10', '--records', `Bulk_Row__c=${records}`],
      ...['--latency-ms', String(latencyMilliseconds)],
    ])
    try {
      const objects = { streams_to_discover: ['Bulk_Row__c'], select: ['Bulk_Row__c'] }
      const size = { api_type: 'BULK2', bulk_page_rows: Math.ceil(records / pages) }
      const measure = (name: string, max_workers: number) => () =>
        runPipeline([org.tap(name, { ...objects, ...size, max_workers })])
      const costs = await measureSides(runs, {
        'five at once': measure('salesforce-parallel', 5),
        'one after another': measure('salesforce-sequential', 1),
      })
      return [
        {
          bar: 'five pages at once against one after another',
          unit: 'seconds',
          ours: wallOf(costs['five at once']),
          theirs: wallOf(costs['one after another']),
          limit: 1 / 3,
        },
      ]
    } finally {
      org.stop()
    }
  },
}
