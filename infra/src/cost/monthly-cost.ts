import type { TaskSize } from '../deployment.ts'
import { prices } from './prices.ts'

/** What is run, and what comes of it. */
export interface Workload {
  readonly customers: number
  readonly sources: number
  /** Extractions of all sources in a month. */
  readonly extractions: number
  /** Runs that make and load tables, of all customers, in a month. */
  readonly tableRuns: number
  /** How long the task of an extraction lives, from the pull of its image. */
  readonly extractSeconds: number
  readonly tableSeconds: number
  readonly extract: TaskSize
  readonly tables: TaskSize
  readonly architecture: 'arm64' | 'x86_64'
  readonly metrics: boolean | 'all'
  readonly network: 'public' | 'nat' | 'existing'
  /** What comes into the raw zone in a month, compressed. */
  readonly rawGb: number
  /** Objects that a run writes; it reads about ten times as many. */
  readonly objectsARun: number
  readonly logMbARun: number
}

/** A line of the sheet. */
export interface CostLine {
  readonly what: string
  /** How it is reckoned, with its numbers. */
  readonly arithmetic: string
  /** US dollars a month. */
  readonly dollars: number
}

const number = (value: number, digits = 2): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits })

/** What an hour of a task costs: cores, memory, and storage beyond what is free. */
export function taskHour(
  { cpu, memoryMib, storageGib = 20 }: TaskSize,
  architecture: Workload['architecture'],
): number {
  const storage = Math.max(0, storageGib - 20) * prices.storageGibHour
  return (
    (cpu / 1024) * prices.coreHour[architecture] +
    (memoryMib / 1024) * prices.gibHour[architecture] +
    storage
  )
}

const taskLine = (
  what: string,
  runs: number,
  seconds: number,
  size: TaskSize,
  architecture: Workload['architecture'],
): CostLine => {
  const billed = Math.max(60, seconds)
  const hour = taskHour(size, architecture)
  return {
    what,
    arithmetic: `${number(runs, 0)} runs × ${number(billed)} s ÷ 3,600 × $${number(hour, 4)} an hour (${number(size.cpu / 1024)} vCPU, ${number(size.memoryMib / 1024)} GiB)`,
    dollars: ((runs * billed) / 3600) * hour,
  }
}

/**
 * The metrics that runs write: four for each source and for both stages of a customer's tables. With
 * `all` they are seven, for extractions of a customer together and for each of the three stages as well.
 */
const metricsOf = ({ metrics, sources, customers }: Workload): number => {
  if (metrics === false) return 0
  return metrics === 'all' ? 7 * (sources + 3 * customers + 3) : 4 * (sources + 2 * customers)
}

/** The hours that tasks live in a month. */
const hoursOf = (load: Workload): number =>
  (load.extractions * Math.max(60, load.extractSeconds) +
    load.tableRuns * Math.max(60, load.tableSeconds)) /
  3600

/** Of the raw zone after seven years of the same: a month, five months, and the rest, by class. */
const sevenYears = 84

/**
 * What a deployment costs in a month of its first year, a line each, in the order of the guide. The
 * raw zone grows: `storageAfterYears` tells where to.
 */
export function monthlyCost(load: Workload): CostLine[] {
  const { customers, sources, architecture } = load
  const runs = load.extractions + load.tableRuns
  const hours = hoursOf(load)
  const metrics = metricsOf(load)
  const alarms = load.metrics ? 2 + 2 * sources : 2
  const network: Record<Workload['network'], CostLine[]> = {
    public: [
      {
        what: 'public addresses of tasks',
        arithmetic: `${number(hours)} hours × $${prices.publicAddressHour}`,
        dollars: hours * prices.publicAddressHour,
      },
    ],
    nat: [
      {
        what: 'NAT gateway and its address',
        arithmetic: `730 hours × $${prices.natGatewayHour + prices.publicAddressHour}`,
        dollars: 730 * (prices.natGatewayHour + prices.publicAddressHour),
      },
    ],
    existing: [],
  }
  const writes = (runs * load.objectsARun) / 1000
  return [
    taskLine('extraction', load.extractions, load.extractSeconds, load.extract, architecture),
    taskLine('tables', load.tableRuns, load.tableSeconds, load.tables, architecture),
    ...network[load.network],
    {
      what: 'S3 requests',
      arithmetic: `${number(writes, 1)} thousand writes × $${prices.writes} + ${number(writes * 10, 1)} thousand reads × $${prices.reads}`,
      dollars: writes * prices.writes + writes * 10 * prices.reads,
    },
    {
      what: 'raw zone, the month’s own',
      arithmetic: `${number(load.rawGb)} GB × $${prices.standardGbMonth}`,
      dollars: load.rawGb * prices.standardGbMonth,
    },
    {
      what: 'logs',
      arithmetic: `${number(runs, 0)} runs × ${load.logMbARun} MB ÷ 1,000 × $${prices.logGb}`,
      dollars: ((runs * load.logMbARun) / 1000) * prices.logGb,
    },
    {
      what: 'metrics and alarms',
      arithmetic: `${metrics} metrics × $${prices.metricMonth} + ${alarms} alarms × $${prices.alarmMonth}`,
      dollars: metrics * prices.metricMonth + alarms * prices.alarmMonth,
    },
    {
      what: 'key and secrets',
      arithmetic: `1 × $${prices.keyMonth} + ${customers} × $${prices.secretMonth}`,
      dollars: prices.keyMonth + customers * prices.secretMonth,
    },
  ]
}

/** What the raw zone costs a month when it is full: seven years of the same, each month in its class. */
export function fullRawZone(rawGb: number): CostLine {
  const { standardGbMonth, infrequentGbMonth, instantArchiveGbMonth } = prices
  const old = sevenYears - 6
  return {
    what: 'raw zone after seven years',
    arithmetic: `${number(rawGb)} GB × (1 × $${standardGbMonth} + 5 × $${infrequentGbMonth} + ${old} × $${instantArchiveGbMonth})`,
    dollars: rawGb * (standardGbMonth + 5 * infrequentGbMonth + old * instantArchiveGbMonth),
  }
}

const dollars = (value: number): string => `$${value.toFixed(2)}`

/** The lines as a table of Markdown, with their sum. */
export function costTable(lines: readonly CostLine[]): string {
  const sum = lines.reduce((total, line) => total + line.dollars, 0)
  const rows = lines.map(
    (line) => `| ${line.what} | ${line.arithmetic} | ${dollars(line.dollars)} |`,
  )
  return [
    '| what | arithmetic | a month |',
    '| --- | --- | ---: |',
    ...rows,
    `| **together** | | **${dollars(sum)}** |`,
  ].join('\n')
}
