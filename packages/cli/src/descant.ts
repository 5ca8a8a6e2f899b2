import {
  ConfigError,
  describeOptions,
  type Ending,
  packageVersion,
  parseOptions,
  runProcess,
} from '@descant/sdk'
import type { Command } from './command.ts'
import { alert } from './commands/alert/alert.ts'
import { dlqDiscard } from './commands/dlq/discard.ts'
import { dlqList } from './commands/dlq/list.ts'
import { dlqReplay } from './commands/dlq/replay.ts'
import { dlqShow } from './commands/dlq/show.ts'
import { erase } from './commands/erase.ts'
import { health } from './commands/health.ts'
import { identityTrain } from './commands/identity/train.ts'
import { load } from './commands/load.ts'
import { pipelineBuildkite } from './commands/pipeline/buildkite.ts'
import { pipelineGithub } from './commands/pipeline/github.ts'
import { profileExplain } from './commands/profile/explain.ts'
import { profileSplit } from './commands/profile/split.ts'
import { reportValidation } from './commands/report/validation.ts'
import { run } from './commands/run/run.ts'
import { schemaAccept } from './commands/schema/accept.ts'
import { schemaContract } from './commands/schema/contract.ts'
import { schemaDiff } from './commands/schema/diff.ts'
import { schemaList } from './commands/schema/list.ts'
import { schemaReject } from './commands/schema/reject.ts'
import { schemaShow } from './commands/schema/show.ts'
import { transform } from './commands/transform.ts'
import { withEnvironment } from './environment.ts'
import { findCommand } from './find-command.ts'

const version = packageVersion(import.meta.url)

const commands: readonly Command[] = [
  run,
  transform,
  load,
  schemaList,
  schemaShow,
  schemaDiff,
  schemaAccept,
  schemaReject,
  schemaContract,
  dlqList,
  dlqShow,
  dlqReplay,
  dlqDiscard,
  identityTrain,
  profileExplain,
  profileSplit,
  erase,
  alert,
  reportValidation,
  health,
  pipelineBuildkite,
  pipelineGithub,
]

const helpOption = { help: { type: 'boolean', short: 'h', description: 'Tell this.' } } as const

const rowsOf = (some: readonly Command[]): string => {
  const width = Math.max(...some.map(({ name }) => name.length)) + 2
  return some.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}\n`).join('')
}

const overview = (): string =>
  `descant ${version}: runs the stages of the customer-data pipeline.\n\n` +
  `Usage: descant COMMAND [OPTIONS]\n\n${rowsOf(commands)}\n` +
  'descant COMMAND --help tells the options of a command.\n'

const helpForGroup = (group: string, some: readonly Command[]): string =>
  `Usage: descant ${group} COMMAND [OPTIONS]\n\n${rowsOf(some)}\n` +
  `descant ${group} COMMAND --help tells the options of a command.\n`

const helpFor = (command: Command): string =>
  `descant ${command.name}: ${command.summary}\n\n` +
  `Usage: descant ${command.name}${command.operand ? ` ${command.operand.toUpperCase()}` : ''} [OPTIONS]\n\n` +
  describeOptions({ ...command.options, ...helpOption }) +
  '\nEach option can be set in the environment: --dead-letters is DESCANT_DEAD_LETTERS.\n' +
  (command.examples ? `\nExamples:\n${command.examples.map((one) => `  ${one}\n`).join('')}` : '')

/** `explain p_1 --json` as `explain --profile p_1 --json`. */
const withOperand = ({ operand }: Command, args: readonly string[]): readonly string[] => {
  const [first] = args
  return operand === undefined || first === undefined || first.startsWith('-')
    ? args
    : [`--${operand}`, ...args]
}

const tell = (text: string): Ending => {
  process.stdout.write(text)
  return { exitCode: 0 }
}

/** Runs `descant` as the process: what its bin calls. */
export function runDescant(): Promise<void> {
  return runProcess('descant', async (context) => {
    const [first] = context.args
    if (first === undefined || first === '--help' || first === '-h') return tell(overview())
    if (first === '--version') return tell(`descant ${version}\n`)
    const named = findCommand(commands, context.args)
    if (named.kind === 'group') return tell(helpForGroup(named.group, named.commands))
    if (named.kind === 'none') {
      const known = commands.map(({ name }) => name).join(', ')
      const words = context.args
        .slice(0, 2)
        .filter((word) => !word.startsWith('-'))
        .join(' ')
      throw new ConfigError([
        { path: 'command line', message: `there is no command ${words}; there are ${known}` },
      ])
    }
    const { command, args } = named
    const specs = { ...command.options, ...helpOption }
    const given = parseOptions(specs, withOperand(command, args))
    if (given.help) return tell(helpFor(command))
    return command.run(withEnvironment(command.options, given, context.environment), context)
  })
}
