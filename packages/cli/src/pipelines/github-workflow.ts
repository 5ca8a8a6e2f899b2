import type { Project, ProjectSchedule } from '../project/project.ts'
import { checkout, type GithubCommand, replayJobs } from './github-replay.ts'
import { replayFields } from './replay-fields.ts'
import { secretNames } from './secret-names.ts'

export interface GithubOptions {
  /** What the jobs run in place of `descant`. @default 'npx descant' */
  readonly program?: string
  /** The kind of runner. @default 'ubuntu-latest' */
  readonly runner?: string
}

/** Minutes that a job has where its run has no time budget of its own. */
const usualMinutes = 350

/**
 * A workflow that runs a project: when a cron comes due, when a sender of data says so, or when a person
 * starts it. Sources run side by side, then the tables of their customers; a person may replay dead
 * letters instead, with a dry run before it.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export function githubWorkflow(project: Project, options: GithubOptions = {}): object {
  const { program = 'npx descant', runner = 'ubuntu-latest' } = options
  const command: GithubCommand = (...words) => [program, ...words].join(' ')
  const customers = project.customers.map(({ name }) => name)
  const secrets = Object.fromEntries(
    secretNames(project).map((name) => [name, `\${{ secrets.${name} }}`]),
  )
  const job = (rest: object) => ({ 'runs-on': runner, ...rest })
  const run = (isolate: string, ...steps: readonly object[]) => ({
    environment: '${{ matrix.customer }}',
    concurrency: { group: `descant-${isolate}`, 'cancel-in-progress': false },
    'timeout-minutes': minutesOf(project),
    env: secrets,
    steps: [...checkout, ...steps],
  })
  const replay = replayJobs(command, secrets)
  return {
    name: 'Descant',
    on: {
      ...schedulesOf(project),
      repository_dispatch: { types: ['descant-data'] },
      workflow_dispatch: { inputs: inputsOf(customers) },
    },
    permissions: { contents: 'read' },
    jobs: {
      plan: job({
        if: "inputs.task != 'replay'",
        outputs: {
          sources: '${{ steps.matrix.outputs.sources }}',
          tables: '${{ steps.matrix.outputs.tables }}',
        },
        steps: [
          ...checkout,
          {
            id: 'matrix',
            name: 'What is to be run',
            env: {
              DESCANT_EVENT_SCHEDULE: '${{ github.event.schedule }}',
              DESCANT_EVENT_CUSTOMER:
                "${{ inputs.customer != 'all' && inputs.customer || github.event.client_payload.customer }}",
              DESCANT_EVENT_SOURCE: '${{ inputs.provider || github.event.client_payload.source }}',
            },
            run: `${command('pipeline', 'github', '--matrix')} >> "$GITHUB_OUTPUT"`,
          },
        ],
      }),
      extract: job({
        needs: 'plan',
        if: "needs.plan.outputs.sources != '[]'",
        strategy: {
          'fail-fast': false,
          'max-parallel': project.parallelSources,
          matrix: { include: '${{ fromJSON(needs.plan.outputs.sources) }}' },
        },
        name: '${{ matrix.customer }}/${{ matrix.source }}',
        ...run('${{ matrix.customer }}-${{ matrix.source }}', {
          name: 'Extract',
          ...untilDone(
            command('run', '"${{ matrix.customer }}/${{ matrix.source }}"', '--stage extract'),
          ),
        }),
      }),
      tables: job({
        needs: ['plan', 'extract'],
        // What some sources brought is not kept from readers because another failed.
        if: "!cancelled() && needs.plan.result == 'success' && needs.plan.outputs.tables != '[]'",
        strategy: {
          'fail-fast': false,
          matrix: { include: '${{ fromJSON(needs.plan.outputs.tables) }}' },
        },
        name: '${{ matrix.customer }}: tables',
        ...run(
          '${{ matrix.customer }}-tables',
          {
            name: 'Transform',
            ...untilDone(command('run', '"${{ matrix.customer }}"', '--stage transform')),
          },
          {
            name: 'Load',
            if: 'matrix.load',
            ...untilDone(command('run', '"${{ matrix.customer }}"', '--stage load')),
          },
        ),
      }),
      ...Object.fromEntries(Object.entries(replay).map(([key, value]) => [key, job(value)])),
    },
  }
}

/** Goes on as long as a run says that its time is spent; any other exit code is the step's. */
const untilDone = (what: string) => ({
  shell: 'bash',
  run: [
    'for _ in 1 2 3 4 5 6; do',
    '  code=0',
    `  ${what} || code=$?`,
    '  [ "$code" -eq 75 ] || break',
    'done',
    'exit "$code"',
  ].join('\n'),
})

const minutesOf = ({ customers }: Project): number => {
  const seconds = customers.flatMap(({ limits }) => limits.maxDurationSeconds ?? [])
  return seconds.length === 0
    ? usualMinutes
    : Math.min(usualMinutes, Math.ceil((Math.max(...seconds) * 6) / 60) + 10)
}

/** GitHub knows no time zones but UTC. */
const schedulesOf = (project: Project) => {
  const crons = new Set(schedulesIn(project).map(({ cron }) => cron))
  return crons.size === 0 ? {} : { schedule: [...crons].map((cron) => ({ cron })) }
}

const schedulesIn = ({ customers }: Project): readonly ProjectSchedule[] =>
  customers.flatMap(({ sources, transform }) =>
    [...sources.map(({ schedule }) => schedule), transform.schedule].filter(
      (one) => one !== undefined,
    ),
  )

/** What a reader of the workflow must know, as lines of a comment. */
export const githubRemarks = (project: Project): readonly string[] => {
  const zones = new Set(schedulesIn(project).map(({ timeZone }) => timeZone))
  zones.delete('UTC')
  return [
    'Written by: descant pipeline github',
    ...(zones.size > 0
      ? [
          `GitHub runs crons in UTC and knows no time zones: look over those of ${[...zones].join(', ')}.`,
        ]
      : []),
  ]
}

const inputsOf = (customers: readonly string[]) => ({
  task: {
    description: 'What is to be done',
    type: 'choice',
    options: ['run', 'replay'],
    default: 'run',
  },
  ...Object.fromEntries(
    replayFields(customers).map(({ option, hint, choices }) => [
      option,
      choices
        ? { description: hint, type: 'choice', options: ['all', ...choices], default: 'all' }
        : { description: hint, type: 'string', default: '' },
    ]),
  ),
})
