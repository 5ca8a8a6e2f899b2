/**
 * Many cycles of a whole project on a virtual clock, with everything going wrong: 20 sources of two
 * customers, real taps, targets and transforms, killed at random, throttled, their tokens expired, the
 * store failing, the scheduler itself killed. At the end every table is as its source is.
 *
 *     npm run soak -- [--cycles 50] [--sources 20] [--seed N]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { RunRecord } from '../../packages/cli/src/runs/run-record.ts'
import {
  bookmarksGoneBack,
  differences,
  faultsOfAlerts,
  faultsOfRuns,
  faultsOfSlots,
  median,
} from './checks.ts'
import { Child } from './child.ts'
import { projectText } from './project-text.ts'
import { Random } from './random.ts'
import type { HostMessage } from './schedule-host.ts'
import { rowsOf } from './tables.ts'
import { chooseTrouble } from './trouble.ts'
import type { Truth, World } from './world.ts'

const { values: options } = parseArgs({
  options: {
    cycles: { type: 'string', default: '50' },
    sources: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const cycles = Number(options.cycles)
const seed = Number(options.seed)
const random = new Random(seed)
const hour = 3_600_000
const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'descant-soak-'))
const processed = pathToFileURL(join(directory, 'processed')).href
const say = (text: string) => process.stdout.write(`${text}\n`)
const startedAt = performance.now()
say(`soak: ${cycles} cycles of ${options.sources} sources, --seed ${seed}`)

const world = new Child('./world.ts')
const told = await world.ask<World>('start', { perCustomer: Number(options.sources) / 2, seed })
const projectFile = join(directory, 'descant.yaml')
// Tables are made now and then, so that most of the time goes to what is run each hour.
writeFileSync(projectFile, projectText(told, processed, packages, '15 */10 * * *'))
const secrets = Object.assign(
  {},
  ...told.sources.map((source) => source.secrets),
  told.store.environment,
)

// The names of raw objects have real times, which must not lie before the virtual ones.
const begin = Math.floor(Date.now() / hour) * hour - (cycles + 3) * hour + 10 * 60_000
const firstSlot = begin - 10 * 60_000
const schedulerKills = new Set(
  Array.from({ length: 4 }, () => 1 + random.below(Math.max(1, cycles / 2))),
)
const killedSlots = new Set<number>()
const faults: string[] = []
const heaps: { cycle: number; bytes: number }[] = []
let time = begin
let cycle = -1
let killed = 0
let ran = 0

/** The taps and targets that a scheduler has started. */
const programsOf = (parent: number): readonly number[] => {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent && /\/bin\/(tap|target)-/.test(args ?? '') ? [Number(pid)] : []
  })
}

/** Sends SIGKILL; false where the process has ended by itself in the meantime. */
const hasKilled = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

/** Kills one of the programs that a scheduler runs; where it runs none just now, a little later. */
const kill = (host: Child, choice: number, tries = 20): void => {
  const programs = programsOf(host.process.pid as number)
  const pid = programs[Math.floor(choice * programs.length)]
  if (pid !== undefined && hasKilled(pid)) killed++
  else if (tries > 0) setTimeout(() => kill(host, choice, tries - 1), 250).unref()
}

/** Runs the schedule from where it stood until a time; says whether it came that far. */
async function schedule(until: number, isRough: boolean): Promise<boolean> {
  const running = new Set<string>()
  const timers: NodeJS.Timeout[] = []
  const bin = join(packages, 'cli/bin/descant.js')
  const beginCycle = async (host: Child, now: number) => {
    const trouble = isRough ? chooseTrouble(random, told.sources) : { sources: [], store: [] }
    await world.ask('cycle', { round: now + 1, trouble })
    if (!isRough) return
    for (let kills = random.below(3); kills > 0; kills--) {
      const [after, choice] = [200 + random.below(2500), random.next()]
      timers.push(setTimeout(() => kill(host, choice), after))
    }
    if (!schedulerKills.delete(now)) return
    killedSlots.add(firstSlot + now * hour)
    timers.push(setTimeout(() => host.process.kill('SIGKILL'), 300 + random.below(3000)))
  }
  const onMessage = async (message: unknown) => {
    const heard = message as HostMessage
    if (heard.event === 'begun') {
      if (running.has(heard.job)) faults.push(`${heard.job} was begun while it ran`)
      running.add(heard.job)
    } else if (heard.event === 'ended') {
      running.delete(heard.job)
      ran++
    } else {
      heaps.push({ cycle, bytes: heard.heapBytes })
      time = Math.max(time, heard.next)
      const now = Math.floor((time - firstSlot) / hour)
      for (; cycle < now; ) await beginCycle(host, ++cycle)
      host.tell({ goOn: true })
    }
  }
  const args = [projectFile, bin, String(time), String(until)]
  const host = new Child('./schedule-host.ts', { env: secrets, args, onMessage })
  if (cycle < 0) await beginCycle(host, ++cycle)
  const code = await host.gone
  for (const timer of timers) clearTimeout(timer)
  if (code !== 0 && code !== null) throw new Error(`the scheduler ended with exit code ${code}`)
  return code === 0
}

const end = firstSlot + (cycles - 1) * hour + hour / 2
let restarts = 0
while (!(await schedule(end, true))) {
  restarts++
  await wait(100)
}
say(
  `${ran} runs in ${Math.round((performance.now() - startedAt) / 1000)} s, ${killed} programs and ${restarts} schedulers killed; now it is calm`,
)

// One more cycle in peace, with the tables after it, brings everything to where the sources are.
await world.ask('calm')
writeFileSync(projectFile, projectText(told, processed, packages))
time = Math.max(time, firstSlot + cycles * hour - 1)
await schedule(firstSlot + cycles * hour + hour / 2, false)
const truths = await world.ask<readonly Truth[]>('truth')
const parked = new Set(await world.ask<readonly string[]>('parked'))
let compared = 0
for (const customer of ['acme', 'globex']) {
  const tables = new Map<string, Awaited<ReturnType<typeof rowsOf>>>()
  for (const [at, source] of told.sources.entries()) {
    if (source.customer !== customer) continue
    for (const [table, truth] of Object.entries(truths[at] as Truth)) {
      const rows = tables.get(table) ?? (await rowsOf(processed, customer, table))
      tables.set(table, rows)
      compared += Object.keys(truth).length
      const wrong = differences(truth, rows(source.name), (id) =>
        parked.has(`${customer}/${source.name} ${id}`),
      )
      if (wrong.length > 0) {
        faults.push(
          `${customer}/${source.name} ${table}: ${wrong.length} rows differ, as ${wrong[0]}`,
        )
      }
    }
  }
}
const slots = Array.from({ length: cycles + 1 }, (_, n) => firstSlot + n * hour)
for (const { customer, name } of told.sources) {
  const of = (what: string) =>
    world.ask<readonly (readonly [string, string])[]>('objects', {
      prefix: `lake/state/${customer}/${what}/${name}/`,
    })
  const runs = (await of('runs/extract')).map(([, body]) => JSON.parse(body) as RunRecord)
  const states = [...(await of('states'))].sort().map(([, body]) => body)
  const wrong = [
    ...faultsOfRuns(runs),
    ...faultsOfSlots(runs, slots, killedSlots),
    ...bookmarksGoneBack(states),
  ]
  faults.push(...wrong.map((fault) => `${customer}/${name}: ${fault}`))
  if (states.length === 0) faults.push(`${customer}/${name}: no STATE is kept`)
}
const alerts = await world.ask<Parameters<typeof faultsOfAlerts>[0]>('alerts')
faults.push(...faultsOfAlerts(alerts))

// Schedulers were killed in the first half; the last one has run all of the second.
const heapOf = (from: number, to: number) =>
  median(heaps.filter((heap) => heap.cycle >= from && heap.cycle < to).map((heap) => heap.bytes))
const early = heapOf(cycles * 0.55, cycles * 0.7)
const late = heapOf(cycles * 0.85, cycles)
const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
const isLongEnough = cycles >= 20
if (isLongEnough && late > early * 1.1 + 2 * 2 ** 20) {
  faults.push(`the scheduler's memory grew from ${mebibytes(early)} to ${mebibytes(late)} MiB`)
}
world.process.kill()
rmSync(directory, { recursive: true, force: true })
const seconds = Math.round((performance.now() - startedAt) / 1000)
say(
  `${compared} rows compared, ${parked.size} of them dead letters, ${alerts.length} alerts, heap of the scheduler ${mebibytes(early)} then ${mebibytes(late)} MiB, ${seconds} s`,
)
for (const fault of faults) say(`FAULT ${fault}`)
say(
  faults.length === 0
    ? 'all holds'
    : `${faults.length} faults; again with --seed ${seed} --cycles ${cycles}`,
)
process.exit(faults.length === 0 ? 0 : 1)
