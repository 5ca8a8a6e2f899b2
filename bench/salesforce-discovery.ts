import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { runPipeline } from './pipeline.ts'
import { type SalesforceOrg, startSalesforceOrg } from './salesforce-org.ts'
import { workFolder } from './work-folder.ts'

/** Objects that are described by one call of the service. */
const objectsPerCall = 25
const changedObjects = 3

interface Logged {
  readonly number: number
  readonly endpoint: string
  readonly status: number
}

/** What a discovery asked for. */
interface Asked {
  /** Calls by which the service counts its limit. */
  readonly calls: number
  /** Describes that were given out, and not told to be as before. */
  readonly describes: number
}

async function discover(org: SalesforceOrg, settings: object): Promise<Asked> {
  const used = async () => (await org.control<{ requests_used: number }>('state')).requests_used
  const before = await used()
  const { requests: past } = await org.control<{ requests: Logged[] }>('requests')
  const since = past.at(-1)?.number ?? 0
  const { wallSeconds } = runPipeline([
    org.tap('salesforce-discovery', { ...settings }, '--discover'),
  ])
  const { requests } = await org.control<{ requests: Logged[] }>('requests', { since })
  const calls = (await used()) - before
  const describes = requests.filter(
    ({ endpoint, status }) => endpoint === 'GET /sobjects/OBJECT/describe' && status === 200,
  ).length
  console.log(`  ${calls} calls, ${describes} describes, ${wallSeconds.toFixed(2)} s`)
  return { calls, describes }
}

export const salesforceDiscovery: Bench = {
  description:
    'Discovery of a large org: the calls that it takes of the daily limit, at first and with what is ' +
    'known from the last time.',
  size: { records: 800, runs: 1 },
  async run({ records: objects }) {
    const org = await startSalesforceOrg([
      ...['--accounts', '1', '--generated-objects', String(objects)],
    ])
    const folder = join(workFolder('output'), 'describes')
    rmSync(folder, { recursive: true, force: true })
    const settings = {
      cache_directory: folder,
      streams_criteria: [{ criteria: 'starts with', value: 'Generated_' }],
    }
    try {
      const first = await discover(org, settings)
      if (first.describes !== objects) throw new Error(`${first.describes} objects were described.`)
      const again = await discover(org, settings)
      for (let index = 1; index <= changedObjects; index++) {
        const object = `Generated_${String(index).padStart(4, '0')}__c`
        await org.control('advance', { seconds: 5 })
        await org.control('schema', { object, action: 'add_field', field: 'New__c' })
      }
      await org.control('advance', { seconds: 5 })
      const changed = await discover(org, settings)
      const allowed = 1 + Math.ceil(objects / objectsPerCall)
      const unit = 'API calls'
      return [
        { bar: 'a first discovery', unit, ours: first.calls, theirs: allowed, limit: 1 },
        { bar: 'the next one, nothing changed', unit, ours: again.calls, theirs: 1, limit: 1 },
        {
          bar: `one after changes of ${changedObjects} objects`,
          unit,
          ours: changed.calls,
          theirs: 1 + Math.ceil(changedObjects / objectsPerCall),
          limit: 1,
        },
        {
          bar: `the same`,
          unit: 'describes given out',
          ours: changed.describes,
          theirs: changedObjects,
          limit: 1,
        },
      ]
    } finally {
      org.stop()
    }
  },
}
