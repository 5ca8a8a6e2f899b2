import { type ObjectStore, openStore } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import type { ProjectCustomer } from '../../project/project.ts'
import { readProject } from '../../project/read-project.ts'
import type { RunRecord, RunSubject } from '../../runs/run-record.ts'
import { RunStore } from '../../runs/run-store.ts'
import { table } from '../../table.ts'
import { choiceOf, countOf, formatOption } from '../../zone-options.ts'
import { chooseSources } from './choose-runs.ts'
import { isAlive } from './is-alive.ts'
import { projectOption } from './run-options.ts'

const columns = [
  'NAME',
  'STAGE',
  'STATUS',
  'EXIT',
  'BEGAN',
  'SECONDS',
  'TRIES',
  'RECORDS',
  'REJECTED',
  'KEPT',
]

const subjectsOf = (
  { name, databaseUrl }: ProjectCustomer,
  sources: readonly { readonly name: string }[],
  withStages: boolean,
): RunSubject[] => [
  ...sources.map(
    (source): RunSubject => ({ customer: name, stage: 'extract', source: source.name }),
  ),
  ...(withStages ? [{ customer: name, stage: 'transform' } as const] : []),
  ...(withStages && databaseUrl !== undefined ? [{ customer: name, stage: 'load' } as const] : []),
]

/** A run as it stands now: one that says that it runs, and whose lease has ended, was killed. */
const asItStands = async (state: ObjectStore, subject: RunSubject, record: RunRecord) =>
  record.status === 'running' && !(await isAlive(state, subject))
    ? { ...record, status: 'killed' as const }
    : record

const conservationOf = ({ conservation }: Pick<RunRecord, 'conservation'>): string => {
  if (conservation?.holds === true) return 'all'
  return conservation?.holds === false ? 'NOT ALL' : '-'
}

type Standing = Awaited<ReturnType<typeof asItStands>>

const rowOf = (subject: RunSubject, record: Standing | undefined): (string | number)[] => {
  const name =
    subject.source === undefined ? subject.customer : `${subject.customer}/${subject.source}`
  if (record === undefined) return [name, subject.stage, 'never run', '', '', '', '', '', '', '']
  return [
    name,
    subject.stage,
    record.status,
    record.exit_code ?? '',
    record.started_at.slice(0, 19),
    record.seconds ?? '',
    record.attempts.length,
    record.conservation?.raw_records ?? '',
    record.conservation?.dead_letters ?? '',
    conservationOf(record),
  ]
}

/** `descant status`: how the last runs of a project ended. */
export const status = defineCommand({
  name: 'status',
  summary: 'tells how the last run of each source and stage ended.',
  operand: 'source',
  options: {
    ...projectOption,
    source: { type: 'string', value: 'CUSTOMER[/SOURCE]', description: 'Only of this one.' },
    runs: { type: 'string', value: 'N', description: 'So many runs of each. Default: 1.' },
    ...formatOption,
  },
  examples: [
    'descant status',
    'descant status acme/shop --runs 20',
    'descant status --format json',
  ],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const most = countOf(options, 'runs') ?? 1
    const project = await readProject(options.project, environment)
    const isOneSource = options.source?.includes('/') === true
    const found: { subject: RunSubject; records: Standing[] }[] = []
    for (const { customer, sources } of chooseSources(project, options.source)) {
      const state = openStore(customer.zones.state, customer.zones.s3)
      const runs = new RunStore(state)
      for (const subject of subjectsOf(customer, sources, !isOneSource)) {
        const latest = await runs.latest(subject, most)
        const records = await Promise.all(latest.map((one) => asItStands(state, subject, one)))
        found.push({ subject, records })
      }
    }
    if (format === 'json') {
      process.stdout.write(`${JSON.stringify(found.flatMap(({ records }) => records))}\n`)
      return { exitCode: 0 }
    }
    const rows = found.flatMap(({ subject, records }) =>
      records.length === 0
        ? [rowOf(subject, undefined)]
        : records.map((record) => rowOf(subject, record)),
    )
    process.stdout.write(table(columns, rows))
    for (const { records } of found) {
      for (const { customer, source, stage, message, run } of records) {
        if (message === null) continue
        const name = source === null ? customer : `${customer}/${source}`
        process.stdout.write(`\n${name} ${stage} ${run}: ${message}\n`)
      }
    }
    return { exitCode: 0 }
  },
})
