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

/** Resolves on SIGTERM and SIGINT, and when whoever holds the other end of a piped stdin goes. */
function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
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
  })
}

function stdinIsPiped(): boolean {
  try {
    const stdin = fstatSync(0)
    return stdin.isFIFO() || stdin.isSocket()
  } catch {
    return false
  }
}
