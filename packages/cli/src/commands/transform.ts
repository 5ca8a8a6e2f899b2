import { runTransform, type TransformProgress } from '@descant/transform'
import { defineCommand } from '../command.ts'
import { resourceOptions, resourcesOf } from '../resource-options.ts'
import { sourceTypeOption, sourceTypesOf } from '../source-types-of.ts'
import { sparkLauncherOf, sparkOptions } from '../spark-options.ts'
import {
  choiceOf,
  countOf,
  ratioOf,
  requireOptions,
  s3OptionsOf,
  zoneOptions,
} from '../zone-options.ts'
import { transformCustomers } from './transform-customers.ts'
import { catalogOf, modelOf, modelOption, tellSteps } from './transform-model.ts'
import { tooManyDeadLetters, transformSummary } from './transform-summary.ts'

/** What a run is doing, for the eyes of a person. */
const stepWords = ({ stage, subject, objects }: TransformProgress): string =>
  [stage, subject, ...(objects === undefined ? [] : [`(${objects} objects)`])]
    .filter(Boolean)
    .join(' ')

/** `descant transform`: the raw zone into clean Iceberg tables. */
export const transform = defineCommand({
  name: 'transform',
  summary: 'turns the raw zone into clean Iceberg tables with resolved profiles.',
  options: {
    ...zoneOptions,
    customer: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      description: 'Whose data it is; several are transformed each by a process of its own.',
    },
    jobs: {
      type: 'string',
      value: 'N',
      description: 'How many customers at once, where there are several. Default: 2.',
    },
    mode: {
      type: 'string',
      value: 'incremental|historic',
      description: 'What came since the last run (default), or everything anew.',
    },
    engine: {
      type: 'string',
      value: 'duckdb|spark',
      description: 'What does the work. Default: duckdb, within this process.',
    },
    'source-type': sourceTypeOption,
    model: modelOption,
    'show-steps': {
      type: 'boolean',
      description: 'Tell what the model does, table by table, and do nothing.',
    },
    rates: {
      type: 'string',
      value: 'FILE',
      description: 'Exchange rates, CSV or JSON: date, from, to, rate.',
    },
    'rates-most-days-old': {
      type: 'string',
      value: 'N',
      description: 'How many days a rate holds where no newer one is given. Default: its own day.',
    },
    'reporting-currency': {
      type: 'string',
      value: 'CODE',
      description: 'The currency that amounts are exchanged into, as EUR. With --rates.',
    },
    catalog: {
      type: 'string',
      value: 'none|glue',
      description: 'Where engines find the tables by name: the AWS Glue Data Catalog.',
    },
    'glue-region': { type: 'string', value: 'NAME', description: 'Its region.' },
    'glue-endpoint': { type: 'string', value: 'URL', description: 'Another origin than Amazon’s.' },
    'glue-database-prefix': {
      type: 'string',
      value: 'TEXT',
      description: 'What goes before the customer in the name of its database.',
    },
    'max-rejected-ratio': {
      type: 'string',
      value: 'N',
      description: 'Exit 1 when more than this part of a stream is rejected. Default: 0.1.',
    },
    'snapshot-days': {
      type: 'string',
      value: 'N',
      description: 'How many days older states of tables can be read for. Default: 7.',
    },
    'match-probability': {
      type: 'string',
      value: 'P',
      description:
        'How sure a trained model must be that two records are of one person. Default: 0.95.',
    },
    json: { type: 'boolean', description: 'Write the report as JSON.' },
    ...resourceOptions,
    ...sparkOptions,
  },
  async run(options, context) {
    const { environment, signal, log, progress } = context
    const { customer: customers = [] } = options
    const engine = choiceOf(options, 'engine', ['duckdb', 'spark'])
    if (options['show-steps']) return tellSteps(await modelOf(options), options.json ?? false)
    const jobs = countOf(options, 'jobs') ?? 2
    if (customers.length > 1) {
      const hasMemoryLimit = options['memory-limit-mib'] !== undefined
      const isJson = options.json ?? false
      return transformCustomers({ customers, jobs, hasMemoryLimit, isJson }, context)
    }
    const names = ['customer', 'raw', 'processed', 'dead-letters', 'state'] as const
    const { 'dead-letters': deadLetters, ...zones } = requireOptions(
      { ...options, customer: customers[0] },
      environment,
      names,
    )
    const ratio = ratioOf(options, 'max-rejected-ratio')
    const snapshotDays = countOf(options, 'snapshot-days')
    const report = await runTransform({
      ...zones,
      deadLetters,
      s3: s3OptionsOf(options),
      mode: choiceOf(options, 'mode', ['incremental', 'historic']),
      sources: sourceTypesOf(options['source-type']),
      model: await modelOf(options),
      signal,
      ...catalogOf(options),
      ...(engine === 'spark' ? { spark: { launcher: sparkLauncherOf(options) } } : {}),
      ...(snapshotDays === undefined ? {} : { snapshotDays }),
      ...(options['match-probability'] === undefined
        ? {}
        : { matchProbability: ratioOf(options, 'match-probability') }),
      ...resourcesOf(options),
      onProgress: (step) => {
        progress.say(stepWords(step))
        log.debug('transform', { ...step })
      },
    })
    for (const { table, outcome, message } of report.catalog) {
      if (outcome === 'failed') {
        log.warning(
          `The catalog does not tell of the newest ${table}: ${message} The next run tries again.`,
        )
      }
    }
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : transformSummary(report))
    const refused = tooManyDeadLetters(report, ratio)
    if (refused.length === 0) return { exitCode: 0 }
    const advice = 'Look at them, mend the source or the mapping; the tables hold what was good'
    return { exitCode: 1, message: `${refused.join('; ')}. ${advice}.` }
  },
})
