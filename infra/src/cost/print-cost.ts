/**
 * What a deployment costs in a month: `npm run cost -- [options]`. Schedules and sizes are those of the
 * project and of `deployment.ts`; how long runs take and what comes in is for you to say.
 *
 * --extract-seconds N  how long the task of an extraction lives (default 75)
 * --table-seconds N    the same for tables (default 120)
 * --raw-gb N           what comes into the raw zone in a month, compressed (default 2 for a source)
 */
import { parseArgs } from 'node:util'
import { readDeployment } from '../read-deployment.ts'
import { jobsOf } from '../tasks/jobs.ts'
import { taskSizes } from '../tasks/task-sizes.ts'
import { costTable, fullRawZone, monthlyCost } from './monthly-cost.ts'
import { runsAMonth } from './runs-a-month.ts'

const { values } = parseArgs({
  options: {
    'extract-seconds': { type: 'string', default: '75' },
    'table-seconds': { type: 'string', default: '120' },
    'raw-gb': { type: 'string' },
  },
})

const { deployment, project } = await readDeployment()
const jobs = project.customers.flatMap((customer) => {
  const runs = jobsOf(customer).map((job) => ({
    ...job,
    runs: job.schedule ? runsAMonth(job.schedule.cron) : 0,
  }))
  const extractions = runs
    .filter(({ kind }) => kind === 'extract')
    .reduce((sum, one) => sum + one.runs, 0)
  // Tables without a schedule follow every extraction.
  return runs.map((job) =>
    job.kind === 'tables' && !job.schedule ? { ...job, runs: extractions } : job,
  )
})
const runsOf = (kind: 'extract' | 'tables') =>
  jobs.filter((job) => job.kind === kind).reduce((sum, { runs }) => sum + runs, 0)
const sources = jobs.filter(({ kind }) => kind === 'extract').length
const rawGb = Number(values['raw-gb'] ?? 2 * sources)
const sizes = taskSizes(deployment)

const lines = monthlyCost({
  customers: project.customers.length,
  sources,
  extractions: runsOf('extract'),
  tableRuns: runsOf('tables'),
  extractSeconds: Number(values['extract-seconds']),
  tableSeconds: Number(values['table-seconds']),
  extract: sizes.extract,
  tables: sizes.tables,
  architecture: deployment.architecture ?? 'arm64',
  metrics: deployment.metrics ?? true,
  network: deployment.network.kind,
  rawGb,
  objectsARun: 12,
  logMbARun: 0.05,
})
process.stdout.write(`${costTable(lines)}\n\n${costTable([fullRawZone(rawGb)])}\n`)
