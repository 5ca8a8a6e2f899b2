import { createInterface } from 'node:readline'
import { startBin } from './bins.ts'

/** A sandbox that is running as a process of its own. */
export interface RunningSandbox<Ready> {
  /** What its ready line tells. */
  readonly ready: Ready
  stop(): Promise<void>
}

/** Starts `descant-sandbox` on any free port. */
export async function startSandbox<Ready>(args: readonly string[]): Promise<RunningSandbox<Ready>> {
  const child = startBin('descant-sandbox', [...args, '--port', '0'])
  const ready = new Promise<Ready>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    lines.once('line', (line) => resolve(JSON.parse(line)))
    child.once('close', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
  const end = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await end
  }
  return { ready: await ready, stop }
}
