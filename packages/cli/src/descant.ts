import {
  ConfigError,
  describeOptions,
  type Ending,
  packageVersion,
  parseOptions,
  runProcess,
} from '@descant/sdk'
import type { Command } from './command.ts'
import { load } from './commands/load.ts'
import { transform } from './commands/transform.ts'

const version = packageVersion(import.meta.url)

const commands: readonly Command[] = [transform, load]

const helpOption = { help: { type: 'boolean', short: 'h', description: 'Tell this.' } } as const

const overview = (): string => {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}\n`)
  return (
    `descant ${version}: runs the stages of the customer-data pipeline.\n\n` +
    `Usage: descant COMMAND [OPTIONS]\n\n${rows.join('')}\n` +
    'descant COMMAND --help tells the options of a command.\n'
  )
}

const helpFor = (command: Command): string =>
  `descant ${command.name}: ${command.summary}\n\n` +
  `Usage: descant ${command.name} [OPTIONS]\n\n` +
  describeOptions({ ...command.options, ...helpOption })

const tell = (text: string): Ending => {
  process.stdout.write(text)
  return { exitCode: 0 }
}

/** Runs `descant` as the process: what its bin calls. */
export function runDescant(): Promise<void> {
  return runProcess('descant', async (context) => {
    const [name, ...args] = context.args
    if (name === undefined || name === '--help' || name === '-h') return tell(overview())
    if (name === '--version') return tell(`descant ${version}\n`)
    const command = commands.find((candidate) => candidate.name === name)
    if (!command) {
      const known = commands.map((candidate) => candidate.name).join(', ')
      throw new ConfigError([
        { path: 'command line', message: `there is no command ${name}; there are ${known}` },
      ])
    }
    const options = parseOptions({ ...command.options, ...helpOption }, args)
    if (options.help) return tell(helpFor(command))
    return command.run(options, context)
  })
}
