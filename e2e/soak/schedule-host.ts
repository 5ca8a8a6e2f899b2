/** A process that is `descant schedule` on a virtual clock: its parent says how late it is. */
import { openStore } from '@descant/lake'
import { createLogger, redactor } from '@descant/sdk'
import type { Project } from '../../packages/cli/src/project/project.ts'
import { readProject } from '../../packages/cli/src/project/read-project.ts'
import type { Clock } from '../../packages/cli/src/schedule/clock.ts'
import { jobsOfProject } from '../../packages/cli/src/schedule/jobs-of-project.ts'
import { createJobRunner } from '../../packages/cli/src/schedule/run-job.ts'
import { Scheduler } from '../../packages/cli/src/schedule/scheduler.ts'
import { createWatch } from '../../packages/cli/src/schedule/watch.ts'

/** What the host tells its parent. */
export type HostMessage =
  | {
      readonly event: 'idle'
      readonly next: number
      readonly heapBytes: number
      readonly rssBytes: number
    }
  | { readonly event: 'begun'; readonly job: string }
  | { readonly event: 'ended'; readonly job: string }

const [projectFile = '', bin = '', begin = '', until = ''] = process.argv.slice(2)
// Stages are processes of the program that is running: here it is the built one.
process.argv[1] = bin

const tell = (message: HostMessage) => process.send?.(message)

const end = new AbortController()
let time = Number(begin)
let goOn: (() => void) | undefined
process.on('message', () => goOn?.())
process.on('disconnect', () => process.exit())

/** Stands still while runs go on; between them the parent moves the world, and time leaps. */
const clock: Clock = {
  now: () => time,
  async waitUntil(next, signal, isWorking) {
    if (signal.aborted) return
    if (isWorking) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      return
    }
    if (next > Number(until)) return end.abort()
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    const told = new Promise<void>((resolve) => {
      goOn = resolve
    })
    tell({ event: 'idle', next, heapBytes: heapUsed, rssBytes: rss })
    await told
    time = Math.max(time, next)
  },
}

const project: Project = await readProject(projectFile, process.env)
let hidden: readonly string[] = []
const log = createLogger({
  name: 'descant',
  level: process.env.SOAK_LOG ? 'info' : 'error',
  redact: (line) => redactor(hidden)(line),
  write: (line) => process.stderr.write(line),
})
const context = {
  environment: process.env,
  log,
  signal: end.signal,
  hide: (secrets: readonly string[]) => {
    hidden = [...new Set([...hidden, ...secrets])]
  },
  now: () => new Date(time),
}
const jobs = jobsOfProject(project)
const runJob = createJobRunner(project, context)
await new Scheduler({
  jobs,
  stateOf: (name) => {
    const { state, s3 } = (
      project.customers.find((one) => one.name === name) as Project['customers'][number]
    ).zones
    return openStore(state, s3)
  },
  async runJob(job, told) {
    tell({ event: 'begun', job: job.id })
    const ended = await runJob(job, told)
    tell({ event: 'ended', job: job.id })
    return ended
  },
  watch: createWatch({ project, jobs, context, now: clock.now }),
  clock,
  log,
  signal: end.signal,
  parallelSources: project.parallelSources,
  parallelTables: 1,
}).run()
process.exit(0)
