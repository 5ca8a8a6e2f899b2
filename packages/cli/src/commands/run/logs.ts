import { openStore, readLines } from '@descant/lake'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { readProject } from '../../project/read-project.ts'
import type { RunStage, RunSubject } from '../../runs/run-record.ts'
import { logPrefix, RunStore } from '../../runs/run-store.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { chooseSources } from './choose-runs.ts'
import { projectOption } from './run-options.ts'

interface LogLine {
  readonly at: string
  readonly from: string
  readonly line: string
}

const subjectOf = (customer: string, source: string | undefined, stage: RunStage): RunSubject =>
  stage === 'extract' && source !== undefined ? { customer, stage, source } : { customer, stage }

/** `descant logs`: the kept log of a run. */
export const logs = defineCommand({
  name: 'logs',
  summary: 'shows the log of a run: what the tap, the target and the run itself told.',
  operand: 'source',
  options: {
    ...projectOption,
    source: { type: 'string', value: 'CUSTOMER/SOURCE', description: 'Whose run it was.' },
    stage: {
      type: 'string',
      value: 'extract|transform|load',
      description: 'Which stage. Default: extract.',
    },
    run: { type: 'string', value: 'RUN', description: 'Which run. Default: the last one.' },
    ...formatOption,
  },
  examples: ['descant logs acme/shop', 'descant logs acme --stage transform'],
  async run(options, { environment, signal }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const stage = choiceOf(options, 'stage', ['extract', 'transform', 'load'])
    const project = await readProject(options.project, environment)
    const [chosen, ...others] = chooseSources(project, options.source)
    if (
      chosen === undefined ||
      others.length > 0 ||
      (stage === 'extract' && chosen.sources.length > 1)
    ) {
      const message = 'must name one customer, and for an extraction its source, as acme/shop'
      throw new ConfigError([{ path: 'source', message }])
    }
    const { customer, sources } = chosen
    const store = openStore(customer.zones.state, customer.zones.s3)
    const subject = subjectOf(customer.name, sources[0]?.name, stage)
    const run = options.run ?? (await new RunStore(store).names(subject)).at(-1)
    let parts = 0
    for await (const { key } of store.list(logPrefix(subject, run ?? '~'))) {
      parts++
      for await (const text of readLines(await store.read(key), key)) {
        if (signal.aborted) return { exitCode: 0 }
        const { at, from, line } = JSON.parse(text) as LogLine
        process.stdout.write(format === 'json' ? `${text}\n` : `${at} ${from.padEnd(9)} ${line}\n`)
      }
    }
    if (parts > 0) return { exitCode: 0 }
    return {
      exitCode: 1,
      message: `No log is kept of ${run ?? 'any run'}: descant status tells the runs that there are.`,
    }
  },
})
