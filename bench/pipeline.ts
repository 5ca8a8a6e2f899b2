import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PeerUnavailableError } from './peers/peer-unavailable-error.ts'
import { root, workFolder } from './work-folder.ts'

const script = fileURLToPath(new URL('pipeline.py', import.meta.url))

/** A command and its arguments. */
export type Command = readonly string[]

/** What one process cost, start-up and end included, as the kernel counted it. */
interface ProcessCost {
  readonly exitCode: number
  /** User and system time of all its threads. */
  readonly cpuSeconds: number
  /** The most memory that it held at once (resident set). */
  readonly peakBytes: number
}

/** What a pipeline cost. */
export interface PipelineCost {
  /** From the start of the first process to the end of the last. */
  readonly wallSeconds: number
  /** The sum over all processes. */
  readonly cpuSeconds: number
  readonly processes: readonly ProcessCost[]
  /** What the last process wrote to stderr. */
  readonly log: string
}

const logTail = 2000

/**
 * Runs commands, each reading what the one before it writes, and measures them.
 *
 * @param output The file for what the last one writes to stdout. Default: nowhere.
 * @throws {Error} where one of them fails, with the end of what it wrote to stderr.
 */
export function runPipeline(commands: readonly Command[], output: string = devNull): PipelineCost {
  const logs = workFolder('logs')
  const answer = spawnSync('python3', [script, JSON.stringify(commands), output, logs], {
    cwd: root,
    encoding: 'utf8',
  })
  if (answer.error) {
    throw new PeerUnavailableError('python3 is needed to measure processes; install it', {
      cause: answer.error,
    })
  }
  if (answer.status !== 0) throw new Error(`The pipeline could not be run. ${answer.stderr}`)
  const logOf = (index: number) => readFileSync(join(logs, `${index}.log`), 'utf8')
  const cost = JSON.parse(answer.stdout) as Pick<PipelineCost, 'wallSeconds' | 'processes'>
  for (const [index, { exitCode }] of cost.processes.entries()) {
    if (exitCode === 0) continue
    const command = commands[index]?.join(' ')
    throw new Error(`${command} ended with ${exitCode}. ${logOf(index).slice(-logTail)}`)
  }
  return {
    ...cost,
    cpuSeconds: cost.processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    log: logOf(commands.length - 1),
  }
}
