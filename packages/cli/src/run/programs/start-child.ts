import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ConfigError } from '@descant/sdk'
import type { Exit } from './judge.ts'

/** What is started. */
export interface ChildCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Paths that the program is given stand from here. */
  readonly cwd: string
}

/**
 * Starts a program as the leader of a process group of its own: so that a Ctrl-C of the terminal
 * reaches us alone, and what the program itself has started ends with it.
 */
export const startChild = (
  { file, args, env, cwd }: ChildCommand,
  stdio: StdioOptions,
): ChildProcess => spawn(file, args, { env, cwd, stdio, detached: process.platform !== 'win32' })

/** Sends a signal to a program and to what it has started. */
export function signalChild(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended.
  }
}

/** How long the output of a program that has ended may be held open by one that it has started. */
const drainMilliseconds = 2_000

/** How a program ended, when all that it wrote has been read. */
export function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `cannot be started (${cause.code})`
      reject(new ConfigError([{ path: child.spawnfile, message }], { cause }))
    })
    child.once('exit', (code, signal) => {
      const end = () => {
        clearTimeout(timer)
        // What it has started and left behind must not go on by itself.
        signalChild(child, 'SIGKILL')
        resolve({ code, signal })
      }
      const timer = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
        end()
      }, drainMilliseconds)
      child.once('close', end)
    })
  })
}

/** Gives each line of an output. */
export function eachLine(input: Readable | null, take: (line: string) => void): void {
  if (input === null) return
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', take)
}

/** Runs a program and gives what it writes to stdout; undefined where it fails. */
export async function outputOf(
  command: ChildCommand,
  signal: AbortSignal,
): Promise<string | undefined> {
  const child = startChild(command, ['ignore', 'pipe', 'ignore'])
  const end = () => signalChild(child, 'SIGKILL')
  signal.addEventListener('abort', end, { once: true })
  try {
    const [output, { code }] = await Promise.all([
      child.stdout ? text(child.stdout).catch(() => '') : '',
      exitOf(child),
    ])
    return code === 0 ? output : undefined
  } finally {
    signal.removeEventListener('abort', end)
  }
}
