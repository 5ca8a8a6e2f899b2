import { relative } from 'node:path'
import { type Ending, type ProcessContext, runProcess } from '@descant/sdk'
import {
  type CommandLine,
  commandLineError,
  connectorKind,
  readCommandLine,
  usage,
} from './command-line.ts'
import { connectorName } from './connector-name.ts'
import { Conversation } from './conversation.ts'
import { createConnector, type NewConnector } from './create-connector.ts'
import { nextSteps, packageManagerOf } from './next-steps.ts'
import { ownManifest } from './own-manifest.ts'

type Wish = Pick<NewConnector, 'kind' | 'name'>

const tell = (text: string): Ending => {
  process.stdout.write(text)
  return { exitCode: 0 }
}

/** Asks for what the command line leaves out. */
const askFor = async ({ kind, name }: CommandLine, signal: AbortSignal): Promise<Wish> => {
  const { stdin: input, stdout: output } = process
  const onInterrupt = () => process.emit('SIGINT', 'SIGINT')
  const conversation = new Conversation({ input, output, signal, onInterrupt })
  try {
    const known = kind ?? (await conversation.ask('A tap or a target?', connectorKind))
    const understand = (answer: string) => connectorName(known, answer)
    if (name !== undefined) return { kind: known, name: understand(name) }
    return { kind: known, name: await conversation.ask(`What is the ${known} called?`, understand) }
  } finally {
    conversation.end()
  }
}

const wishOf = async (asked: CommandLine, signal: AbortSignal): Promise<Wish> => {
  const { kind, name } = asked
  if (kind && name !== undefined) return { kind, name: connectorName(kind, name) }
  if (process.stdin.isTTY && process.stdout.isTTY) return askFor(asked, signal)
  throw commandLineError(
    `say ${kind ? `what the ${kind} is called` : 'tap or target, and a name'}, as in ` +
      `npm create descant@latest ${kind ?? 'tap'} billing`,
  )
}

const create = async ({ args, signal, environment }: ProcessContext): Promise<Ending> => {
  const asked = readCommandLine(args)
  const title = `create-descant ${ownManifest.version}`
  if (asked.version) return tell(`${title}\n`)
  if (asked.help) return tell(`${title}: a new Singer tap or target that works.\n\n${usage}`)
  const { kind, name } = await wishOf(asked, signal)
  const directory = asked.directory ?? name.bin
  await createConnector({ kind, name, directory })
  const packageManager = packageManagerOf(environment.npm_config_user_agent)
  const place = relative('', directory) || '.'
  return tell(nextSteps({ bin: name.bin, directory: place, packageManager }))
}

/** Runs `create-descant` as the process: what its bin calls. */
export function runCreate(): Promise<void> {
  return runProcess('create-descant', async (context) => {
    try {
      return await create(context)
    } catch (error) {
      // Interrupted while it asked: the process says so itself.
      if (context.signal.aborted) return { exitCode: 0 }
      throw error
    }
  })
}
