import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { newsZone, type RawZone, rawZone } from './fixtures/raw-zone/raw-zone.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { measureSides, median } from './sides.ts'
import { thousands } from './thousands.ts'
import { root, workFolder } from './work-folder.ts'

const cores = 2
const memoryLimitMib = 2048
const smallMemoryLimitMib = 1024
/** What the process may take beside DuckDB's limit. */
const besideMib = 512

const zone = () => workFolder('output', 'transform', 'zone')

/** Puts the objects of a raw zone into the one that is worked on. */
function bring({ folder, files }: RawZone): void {
  for (const file of files) {
    const path = join(zone(), 'raw', relative(folder, file))
    mkdirSync(dirname(path), { recursive: true })
    linkSync(file, path)
  }
}

/** Builds the command, and all that it stands on. */
export function buildTransform(): void {
  for (const name of ['sdk', 'lake', 'transform', 'loader', 'cli']) {
    const build = ['run', '--silent', 'build', '--workspace', `packages/${name}`, '--', '--no-dts']
    execFileSync('npm', build, { cwd: root, stdio: 'inherit' })
  }
}

/** What a run says of itself; the rest of its report is not of interest here. */
interface Report {
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly streams: readonly { readonly records: number }[]
}

/** Runs the built command on the zone, and tells the seconds of its stages. */
export function transformed(
  mode: 'historic' | 'incremental',
  limitMib: number,
  more: readonly string[] = [],
): PipelineCost {
  const url = (name: string) => pathToFileURL(join(zone(), name)).href
  const command: Command = [
    process.execPath,
    join(root, 'packages/cli/bin/descant.js'),
    'transform',
    '--customer=acme',
    ...['raw', 'processed', 'dead-letters', 'state'].map((name) => `--${name}=${url(name)}`),
    `--mode=${mode}`,
    `--memory-limit-mib=${limitMib}`,
    `--temporary-directory=${join(zone(), 'temporary')}`,
    '--json',
    ...more,
  ]
  const output = join(zone(), 'report.json')
  const cost = runPipeline([command], output)
  const { stages, streams }: Report = JSON.parse(readFileSync(output, 'utf8'))
  const records = streams.reduce((sum, stream) => sum + stream.records, 0)
  console.log(
    `    ${thousands(records)} records: ${stages.map(({ stage, seconds }) => `${stage} ${seconds}`).join(', ')}`,
  )
  return cost
}

/** Makes a zone with these raw records and nothing else the one that is worked on. */
export const fresh = (raw: RawZone) => {
  rmSync(zone(), { recursive: true, force: true })
  bring(raw)
}

export const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))
const peakOf = (costs: readonly PipelineCost[]) =>
  Math.max(...costs.flatMap(({ processes }) => processes.map(({ peakBytes }) => peakBytes)))

export const transform: Bench = {
  description:
    'Raw records of two providers, about a kilobyte each, into all tables with identity and dead ' +
    'letters, against DuckDB that only parses the same lines; then what came since, of one key in a ' +
    'thousand; and with a gigabyte of memory against a tenth of the records.',
  size: { records: 1_100_000, runs: 1 },
  async run({ records, runs }) {
    buildTransform()
    const [parseLines] = await buildFixtures(['parse-lines'])
    const raw = await rawZone(records)
    const tenth = await rawZone(Math.ceil(records / 10))
    const news = await newsZone(records, 'newest')
    const scattered = await newsZone(records, 'anywhere')
    const list = join(workFolder('output', 'transform'), 'files')
    writeFileSync(list, raw.files.join('\n'))
    const historic = (of: RawZone, limitMib: number) => () => {
      fresh(of)
      return transformed('historic', limitMib)
    }
    const costs = await measureSides(runs, {
      'DuckDB parses the lines': () => runPipeline([[...parseLines, String(cores), list]]),
      'a tenth, 1 GB': historic(tenth, smallMemoryLimitMib),
      'historic, 1 GB': historic(raw, smallMemoryLimitMib),
      historic: historic(raw, memoryLimitMib),
      'incremental, newest orders': () => {
        bring(news)
        return transformed('incremental', memoryLimitMib)
      },
      'incremental, orders of any time': () => {
        bring(scattered)
        return transformed('incremental', memoryLimitMib)
      },
    })
    const unit = `seconds for ${thousands(records)} records`
    const peak = (limitMib: number, of: readonly PipelineCost[]) => ({
      bar: `peak memory with a limit of ${limitMib} MiB, against that and ${besideMib}`,
      unit: 'bytes',
      ours: peakOf(of),
      theirs: (limitMib + besideMib) * 2 ** 20,
      limit: 1,
    })
    return [
      {
        bar: 'DuckDB that only parses the same lines',
        unit,
        ours: wallOf(costs.historic),
        theirs: wallOf(costs['DuckDB parses the lines']),
        limit: 6,
      },
      peak(memoryLimitMib, [...costs.historic, ...costs['incremental, newest orders']]),
      peak(smallMemoryLimitMib, costs['historic, 1 GB']),
      {
        bar: 'one key in a thousand, of the newest orders, against the historic run',
        unit: 'seconds',
        ours: wallOf(costs['incremental, newest orders']),
        theirs: wallOf(costs.historic),
        limit: 0.1,
      },
      {
        bar: 'one key in a thousand, of any time, against the historic run',
        unit: 'seconds',
        ours: wallOf(costs['incremental, orders of any time']),
        theirs: wallOf(costs.historic),
        limit: 0.25,
      },
      {
        bar: 'ten times the records with 1 GB',
        unit: 'seconds',
        ours: wallOf(costs['historic, 1 GB']),
        theirs: wallOf(costs['a tenth, 1 GB']),
        limit: 12,
      },
    ]
  },
}
