import { fstatSync } from 'node:fs'
import { readCommand } from './command.ts'
import { SandboxError } from './error.ts'

/** Owns the process: runs the command, and ends with its exit code. */
export async function runCommand(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error
    process.stderr.write(`CRITICAL ${error.message}\n`)
    process.exitCode = error.exitCode
  }
}

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  if (command.kind === 'print') {
    process.stdout.write(command.text)
    return 0
  }
  const ended = untilToldToEnd()
  const sandbox = await command.start()
  process.stdout.write(`${JSON.stringify(sandbox.ready)}\n`)
  await ended
  await sandbox.close()
  return 0
}

/**
 * Resolves on SIGTERM and SIGINT, when whoever holds the other end of a piped stdin goes, and when the
 * `npx` goes that started it.
 */
function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let watch: NodeJS.Timeout | undefined
    const end = () => {
      clearInterval(watch)
      // A pipe that is still open would keep the process alive.
      process.stdin.destroy()
      resolve()
    }
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    if (stdinIsPiped()) {
      process.stdin.once('end', end)
      process.stdin.once('error', end)
      process.stdin.resume()
    }
    watch = watchNpx(end)
  })
}

/** How often it is seen whether `npx` is still there. */
const npxWatchMilliseconds = 1_000

/**
 * `npx` passes a SIGTERM on to the shell that it starts its program by, which ends alone. Whoever runs
 * the program itself may well leave it behind, as with `nohup`, and it stays.
 */
function watchNpx(onGone: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_command !== 'exec') return undefined
  const parent = process.ppid
  const look = () => {
    if (process.ppid !== parent) onGone()
  }
  return setInterval(look, npxWatchMilliseconds).unref()
}

function stdinIsPiped(): boolean {
  try {
    const stdin = fstatSync(0)
    return stdin.isFIFO() || stdin.isSocket()
  } catch {
    return false
  }
}
