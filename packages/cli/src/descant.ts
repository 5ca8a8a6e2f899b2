import {
  ConfigError,
  describeOptions,
  type Ending,
  nearestWord,
  type OptionSpecs,
  type OptionValues,
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
import { doctor } from './commands/doctor/doctor.ts'
import { erase } from './commands/erase.ts'
import { health } from './commands/health.ts'
import { identityTrain } from './commands/identity/train.ts'
import { load } from './commands/load.ts'
import { pipelineBuildkite } from './commands/pipeline/buildkite.ts'
import { pipelineGithub } from './commands/pipeline/github.ts'
import { profileExplain } from './commands/profile/explain.ts'
import { profileSplit } from './commands/profile/split.ts'
import { configShow } from './commands/project/config-show.ts'
import { init } from './commands/project/init.ts'
import { reportValidation } from './commands/report/validation.ts'
import { logs } from './commands/run/logs.ts'
import { run } from './commands/run/run.ts'
import { projectOption } from './commands/run/run-options.ts'
import { status } from './commands/run/status.ts'
import { scheduleList } from './commands/schedule/list.ts'
import { schedule } from './commands/schedule/schedule.ts'
import { schemaAccept } from './commands/schema/accept.ts'
import { schemaContract } from './commands/schema/contract.ts'
import { schemaDiff } from './commands/schema/diff.ts'
import { schemaList } from './commands/schema/list.ts'
import { schemaReject } from './commands/schema/reject.ts'
import { schemaShow } from './commands/schema/show.ts'
import { stateRewind } from './commands/state/rewind.ts'
import { stateSet } from './commands/state/set.ts'
import { stateShow } from './commands/state/show.ts'
import { transform } from './commands/transform.ts'
import { withEnvironment } from './environment.ts'
import { findCommand } from './find-command.ts'
import { readsProject, withProject } from './project-defaults.ts'

const version = packageVersion(import.meta.url)

const commands: readonly Command[] = [
  init,
  doctor,
  run,
  status,
  logs,
  stateShow,
  stateSet,
  stateRewind,
  configShow,
  schedule,
  scheduleList,
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

/** The options of a command, and that of the project where one may say the rest. */
const optionsOf = ({ options }: Command): OptionSpecs =>
  readsProject(options) ? { ...projectOption, ...options } : options

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
  describeOptions({ ...optionsOf(command), ...helpOption }) +
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
      const words = context.args
        .slice(0, 2)
        .filter((word) => !word.startsWith('-'))
        .join(' ')
      const known = commands.map(({ name }) => name)
      const nearest = nearestWord(words, known) ?? nearestWord(first, known)
      const group = known.some((name) => name.startsWith(`${first} `)) ? `${first} ` : ''
      const advice = nearest
        ? `did you mean ${nearest}?`
        : `descant ${group}--help lists what there is`
      throw new ConfigError([
        { path: 'command line', message: `there is no command ${words}; ${advice}` },
      ])
    }
    const { command, args } = named
    const { environment } = context
    const given = parseOptions({ ...optionsOf(command), ...helpOption }, withOperand(command, args))
    if (given.help) return tell(helpFor(command))
    const told = withEnvironment(optionsOf(command), given, environment)
    const complete = await withProject(command.options, told, environment)
    return command.run(complete as OptionValues<OptionSpecs>, context)
  })
}
