import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A process that loads when it is told to: what is killed is the load, and not Node's start. */
const program = `
  import { runLoad } from '@descant/loader'
  process.stdin.once('data', async (options) => {
    await runLoad(JSON.parse(options)).then(() => process.exit(0), (error) => {
      process.stderr.write(String(error.code ?? error.stack))
      process.exit(1)
    })
  })
  process.stdout.write('ready')`

export interface LoaderProcess {
  readonly child: ChildProcess
  readonly ready: Promise<unknown>
}

export function startLoader(): LoaderProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: root })
  child.stdin?.on('error', () => {})
  return { child, ready: once(child.stdout as NodeJS.ReadableStream, 'data') }
}

/** Runs a load, and kills it or the server after a while. Returns its exit code, null where killed. */
export async function runLoader(
  { child, ready }: LoaderProcess,
  options: object,
  killAfterMs?: number,
  kill: () => Promise<void> = async () => void child.kill('SIGKILL'),
): Promise<number | null> {
  await ready
  const ended = once(child, 'exit')
  child.stdin?.write(JSON.stringify(options))
  if (killAfterMs !== undefined) {
    await Promise.race([ended, sleep(killAfterMs)])
    await kill()
  }
  const [code] = await ended
  return code
}
