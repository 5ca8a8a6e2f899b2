import type { Project, ProjectCustomer } from '../project/project.ts'
import { type Command, replaySteps } from './buildkite-replay.ts'
import { hasTables, isLoaded } from './stages.ts'

export interface BuildkiteOptions {
  /** What the agents run in place of `descant`, as `npx descant`. @default 'descant' */
  readonly program?: string
  /** The queue of the agents. @default the cluster's */
  readonly queue?: string
  /** A Slack channel that is told of a build that fails, and of one that works again. */
  readonly slack?: string
  /** A pipeline that is started when the tables of a customer are made and loaded. */
  readonly trigger?: string
  /** Only what comes after the raw zone: for builds that new data start. @default false */
  readonly isTablesOnly?: boolean
}

/** Exit codes that another try may mend. Config (2) and credentials (3) need a person. */
const retry = {
  automatic: [
    // The time is spent: the next try goes on.
    { exit_status: 75, limit: 10 },
    // The agent was lost, or its machine was taken away.
    { exit_status: -1, limit: 2 },
    { exit_status: 143, limit: 2 },
    { exit_status: 1, limit: 1 },
  ],
  manual: { permit_on_passed: true },
} as const

/** Some streams failed, the others are done: the build goes on and shows it. */
const partialIsSoft = [{ exit_status: 4 }] as const

/**
 * The steps of a build that runs a project: for each customer its sources side by side, then its
 * tables; and, for a person to start, the replay of dead letters with a dry run before it. A source is
 * run by one build at a time, a customer's tables too.
 *
 * https://buildkite.com/docs/pipelines/configure/defining-steps
 */
export function buildkitePipeline(project: Project, options: BuildkiteOptions = {}): object {
  const { slack, queue, program = 'descant' } = options
  const command: Command = (...words) => [program, ...words].join(' ')
  return {
    ...(queue ? { agents: { queue } } : {}),
    ...(slack
      ? {
          notify: [
            {
              slack: { channels: [slack] },
              if: 'build.state == "failed" || build.state == "failing"',
            },
            { slack: { channels: [slack] }, if: 'pipeline.started_passing' },
          ],
        }
      : {}),
    steps: [
      ...project.customers.map((customer) => customerGroup(customer, options, command)),
      ...replaySteps(project, command),
    ],
  }
}

function customerGroup(
  customer: ProjectCustomer,
  options: BuildkiteOptions,
  command: Command,
): object {
  const { name } = customer
  const extracts = options.isTablesOnly ? [] : extractSteps(customer, command)
  const stages = [
    ...(hasTables(customer) ? (['transform'] as const) : []),
    ...(hasTables(customer) && isLoaded(customer) ? (['load'] as const) : []),
  ]
  const tables = stages.map((stage, at) => ({
    label: `${name}: ${stage}`,
    key: keyOf(name, stage),
    command: command('run', name, '--stage', stage),
    // What some sources brought is not kept from readers because another failed.
    depends_on:
      at === 0
        ? extracts.map(({ key }) => ({ step: key, allow_failure: true }))
        : [{ step: keyOf(name, stages[at - 1] as string) }],
    ...oneAtATime(`${name}/tables`),
    ...timeout(customer.limits.maxDurationSeconds),
    retry,
  }))
  const last = tables.at(-1)
  const trigger = options.trigger &&
    last && {
      trigger: options.trigger,
      label: `${name}: tables are new`,
      depends_on: [{ step: last.key }],
      async: true,
      build: { message: `New data of ${name}`, env: { DESCANT_CUSTOMER: name } },
    }
  return {
    group: name,
    key: keyOf(name),
    steps: [...extracts, ...tables, ...(trigger ? [trigger] : [])],
  }
}

const extractSteps = ({ name, sources }: ProjectCustomer, command: Command) =>
  sources.map((source) => ({
    label: `${name}/${source.name}: extract`,
    key: keyOf(name, source.name, 'extract'),
    command: command('run', `${name}/${source.name}`, '--stage', 'extract'),
    ...oneAtATime(`${name}/${source.name}`),
    ...timeout(source.limits.maxDurationSeconds),
    soft_fail: partialIsSoft,
    retry,
  }))

const oneAtATime = (what: string) => ({
  concurrency: 1,
  concurrency_group: `descant/${what}`,
  concurrency_method: 'eager',
})

/** A run ends itself in its time; the step has some minutes more before it is killed. */
const timeout = (seconds: number | undefined) =>
  seconds === undefined ? {} : { timeout_in_minutes: Math.ceil(seconds / 60) + 5 }

/** A key of a step: letters, digits, `_`, `-` and `:` are allowed, so a dot is written `:`. */
const keyOf = (...parts: readonly string[]) =>
  parts.map((part) => part.replaceAll('.', ':')).join('--')
