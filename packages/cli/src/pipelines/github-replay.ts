import { replayFields } from './replay-fields.ts'

/** Writes a command line of descant. */
export type GithubCommand = (...words: readonly string[]) => string

/** What every job begins with. */
export const checkout = [
  { uses: 'actions/checkout@v4' },
  { uses: 'actions/setup-node@v4', with: { 'node-version': 22, cache: 'npm' } },
  { run: 'npm ci' },
] as const

/**
 * The jobs that replay dead letters: a dry run, and the replay itself in an environment of its own,
 * whose required reviewers look at the dry run first.
 *
 * @param secrets the variables that a run needs.
 */
export function replayJobs(
  command: GithubCommand,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, object>> {
  // Answers come by the environment: in the text of a command they would be run by the shell.
  const answers = replayFields([]).map(({ option, variable }) => [
    variable,
    `\${{ inputs.${option} }}`,
  ])
  const replay = (environment: string, ...words: readonly string[]) => ({
    environment,
    env: { ...secrets, ...Object.fromEntries(answers) },
    steps: [...checkout, { name: 'Replay', run: command('dlq', 'replay', ...words) }],
  })
  return {
    'replay-dry-run': {
      if: "inputs.task == 'replay' && inputs.customer != 'all'",
      ...replay('${{ inputs.customer }}', '--dry-run'),
    },
    replay: {
      needs: 'replay-dry-run',
      ...replay('descant-replay'),
      concurrency: { group: 'descant-replay', 'cancel-in-progress': false },
    },
  }
}
