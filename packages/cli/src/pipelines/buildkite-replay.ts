import type { Project } from '../project/project.ts'
import { replayFields } from './replay-fields.ts'

/** Writes a command line of descant. */
export type Command = (...words: readonly string[]) => string

/** Where an answer is kept in the metadata of the build. */
const answerOf = (option: string) => `replay-${option}`

/**
 * The steps by which a person replays dead letters: questions, a dry run with the answers, a second
 * confirmation, and the replay. A build is not kept open by them.
 */
export function replaySteps({ customers }: Project, command: Command): readonly object[] {
  const fields = replayFields(customers.map(({ name }) => name))
  // The upload of a pipeline puts in variables that are written with one dollar.
  const exports = fields.map(
    ({ option, variable }) =>
      `export ${variable}="$$(buildkite-agent meta-data get ${answerOf(option)} --default '')"`,
  )
  const replay = (...words: readonly string[]) =>
    [...exports, command('dlq', 'replay', ...words)].join('\n')
  return [
    {
      block: 'Replay dead letters…',
      key: 'replay-ask',
      prompt: 'The next step only tells what would happen.',
      blocked_state: 'passed',
      depends_on: [],
      fields: fields.map(({ option, hint, choices }) =>
        choices
          ? {
              select: `${option}`,
              key: answerOf(option),
              hint,
              options: choices.map((value) => ({ label: value, value })),
            }
          : { text: `${option}`, key: answerOf(option), hint, required: false },
      ),
    },
    {
      label: 'Replay: dry run',
      key: 'replay-dry-run',
      command: replay('--dry-run'),
      depends_on: [{ step: 'replay-ask' }],
    },
    {
      block: 'Replay them for good',
      key: 'replay-confirm',
      prompt: 'The dry run above tells how many would be replayed, and how many would still fail.',
      blocked_state: 'passed',
      depends_on: [{ step: 'replay-dry-run' }],
    },
    {
      label: 'Replay',
      key: 'replay',
      command: replay(),
      depends_on: [{ step: 'replay-confirm' }],
      concurrency: 1,
      concurrency_group: 'descant/replay',
    },
  ]
}
