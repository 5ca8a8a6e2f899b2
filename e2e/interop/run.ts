import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Finished, finished } from '../bins.ts'

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]]

interface RunOptions {
  readonly directory?: string
  readonly env?: NodeJS.ProcessEnv
}

/** What a program may take at most, in milliseconds: one that hangs must not outlive its test. */
const timeout = 200_000

/** Runs any program to its end. */
export async function run(command: Command, options: RunOptions = {}): Promise<Finished> {
  const [program, ...args] = command
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    ...(options.directory === undefined ? {} : { cwd: options.directory }),
  })
  return finished(child)
}

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`
const asShell = (command: Command) => command.map(quote).join(' ')

/**
 * Runs `tap | tee FILE | target` in a shell, as a user does. The exit code is 0 where that of both is.
 *
 * @param file Keeps what the tap wrote.
 */
export async function runPiped(
  tap: Command,
  target: Command,
  file: string,
): Promise<Finished & { readonly written: readonly string[] }> {
  const line = `set -o pipefail; ${asShell(tap)} | tee ${quote(file)} | ${asShell(target)}`
  const ended = await run(['bash', '-c', line])
  return { ...ended, written: readFileSync(file, 'utf8').trimEnd().split('\n') }
}
