import { readValidation, type ValidationRow } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { table } from '../../table.ts'
import { timeOf } from '../../time-option.ts'
import { choiceOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'

/** What came of a day's records of a provider, or of one of its streams. */
export interface RateRow {
  readonly day: string
  readonly provider: string
  readonly stream?: string
  readonly runs: number
  readonly records: number
  readonly rejected: number
  /** The part of the records that passed, 0 to 1. */
  readonly valid: number
  /** What was wrong most often. */
  readonly most: string
}

/** Adds up rows by day and provider, and by stream where it is asked. */
export function rates(rows: readonly ValidationRow[], isByStream: boolean): RateRow[] {
  const groups = new Map<string, ValidationRow[]>()
  for (const row of rows) {
    const group = JSON.stringify([row.day, row.provider, ...(isByStream ? [row.stream] : [])])
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  return [...groups.values()].map((group) => {
    const { day, provider, stream } = group[0] as ValidationRow
    const sum = (of: (row: ValidationRow) => number) => group.reduce((all, row) => all + of(row), 0)
    const records = sum((row) => row.records)
    const rejected = sum((row) => row.rejected)
    const [worst] = group.flatMap(({ reasons }) => reasons).sort((a, b) => b.count - a.count)
    return {
      day,
      provider,
      ...(isByStream ? { stream } : {}),
      runs: new Set(group.flatMap(({ runs }) => runs)).size,
      records,
      rejected,
      valid: records === 0 ? 1 : (records - rejected) / records,
      most: worst ? `${worst.path || 'the record'} ${worst.keyword} (${worst.count})` : '',
    }
  })
}

/** Never '100.00 %' where something was rejected. */
const percent = ({ valid, rejected }: RateRow) => {
  const shown = Math.floor(valid * 10_000) / 100
  return `${(rejected > 0 ? Math.min(shown, 99.99) : shown).toFixed(2)} %`
}

/** `descant report validation`: how many records passed, by day and provider. */
export const reportValidation = defineCommand({
  name: 'report validation',
  summary: 'tells by day and provider how many records came, and how many passed their schema.',
  options: {
    ...reach,
    state: zoneOptions.state,
    provider: { type: 'string', value: 'NAME', description: 'Only of this source.' },
    since: { type: 'string', value: 'TIME', description: 'From this day on. Default: 7d.' },
    until: { type: 'string', value: 'TIME', description: 'To this day. Default: today.' },
    'by-stream': { type: 'boolean', description: 'Each stream on a line of its own.' },
    ...formatOption,
  },
  examples: [
    'descant report validation --since 1d',
    'descant report validation --by-stream --format json',
  ],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { customer, state } = openZones(options, environment, ['state'])
    const now = new Date()
    const from = timeOf(options.since ?? '7d', 'since', now) as Date
    const to = timeOf(options.until, 'until', now) ?? now
    const day = (time: Date) => time.toISOString().slice(0, 10)
    const days = { from: day(from), to: day(to) }
    const counted = await readValidation(state, customer, days, options.provider)
    const rows = rates(counted, options['by-stream'] === true)
    if (format === 'json') process.stdout.write(`${JSON.stringify(rows)}\n`)
    else if (rows.length === 0) {
      process.stdout.write(`Nothing was counted from ${days.from} to ${days.to}.\n`)
    } else {
      const streams = options['by-stream'] ? ['STREAM'] : []
      const columns = [
        'DAY',
        'PROVIDER',
        ...streams,
        'RUNS',
        'RECORDS',
        'REJECTED',
        'VALID',
        'MOST OFTEN',
      ]
      const cells = rows.map((row) => [
        row.day,
        row.provider,
        ...(row.stream === undefined ? [] : [row.stream]),
        row.runs,
        row.records,
        row.rejected,
        percent(row),
        row.most,
      ])
      process.stdout.write(table(columns, cells))
    }
    return { exitCode: 0 }
  },
})
