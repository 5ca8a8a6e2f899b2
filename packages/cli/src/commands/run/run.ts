import { exitCodes } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { emfLine, metricsChoices } from '../../container/emf-line.ts'
import { guardProcess } from '../../container/guard-process.ts'
import { readProject } from '../../project/read-project.ts'
import { combineExitCodes } from '../../run/combine-exit-codes.ts'
import { createRunContext } from '../../run/run-context.ts'
import { type PlannedRun, runProject } from '../../run/run-project.ts'
import { table } from '../../table.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { chooseSources, chooseStages } from './choose-runs.ts'
import { containerOptions, limitProcessTime, projectOption } from './run-options.ts'

const nameOf = ({ customer, source }: PlannedRun) =>
  source === undefined ? customer : `${customer}/${source}`

const rowOf = (run: PlannedRun): readonly (string | number)[] => {
  const { record } = run
  const records = record?.conservation
  return [
    nameOf(run),
    run.stage,
    record?.status ?? 'not begun',
    run.exitCode,
    record?.seconds ?? 0,
    records?.raw_records ?? 0,
    records?.dead_letters ?? 0,
  ]
}

const columns = ['NAME', 'STAGE', 'STATUS', 'EXIT', 'SECONDS', 'RECORDS', 'REJECTED']

const endingOf = (runs: readonly PlannedRun[]) => {
  const exitCode = combineExitCodes(runs.map((run) => run.exitCode))
  if (exitCode === exitCodes.done) return { exitCode }
  const failed = runs.filter((run) => run.exitCode !== exitCodes.done)
  const reasons = failed.map((run) => `${nameOf(run)} ${run.stage}: ${run.message ?? 'failed'}`)
  return {
    exitCode,
    message: `${failed.length} of ${runs.length} runs are not done. ${reasons.join('; ')}`,
  }
}

/** `descant run`: the stages of a project. */
export const run = defineCommand({
  name: 'run',
  summary: 'runs the sources of a project, makes the tables of each customer and loads them.',
  operand: 'source',
  options: {
    ...projectOption,
    source: {
      type: 'string',
      value: 'CUSTOMER[/SOURCE]',
      description: 'Only this customer, or this source of it.',
    },
    stage: {
      type: 'string',
      multiple: true,
      value: 'extract|transform|load',
      description: 'Only this stage; again for more.',
    },
    mode: {
      type: 'string',
      value: 'incremental|historic',
      description: 'How tables are made and loaded: what changed (default), or everything anew.',
    },
    ...containerOptions,
    ...formatOption,
  },
  examples: [
    'descant run',
    'descant run acme/shop --stage extract',
    'descant run acme --max-duration-seconds 1740 --metrics emf',
  ],
  async run(options, context) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const mode = choiceOf(options, 'mode', ['incremental', 'historic'])
    const project = await readProject(options.project, context.environment)
    const customers = chooseSources(project, options.source)
    const stages = chooseStages(options.stage)
    const limits = customers.map(({ customer }) => customer.limits)
    limitProcessTime(options, Math.max(...limits.map((one) => one.stopGraceSeconds)), context)
    const memoryStopRatio = Math.min(...limits.map((one) => one.memoryStopRatio))
    const guard = await guardProcess(options, memoryStopRatio, context)
    const metrics = choiceOf(options, 'metrics', metricsChoices)
    const runContext = createRunContext(context, (record) => {
      if (metrics !== 'none') process.stdout.write(`${emfLine(record, metrics)}\n`)
    })
    try {
      const runs = await runProject(project, { customers, stages, mode }, runContext)
      context.progress.end()
      if (format === 'json') {
        const told = runs.map(({ exitCode: exit_code, ...one }) => ({ ...one, exit_code }))
        process.stdout.write(`${JSON.stringify(told)}\n`)
      } else if (metrics === 'none') process.stdout.write(table(columns, runs.map(rowOf)))
      return endingOf(runs)
    } finally {
      guard.end()
    }
  },
})
