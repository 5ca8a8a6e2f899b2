import { text } from 'node:stream/consumers'
import { Stop } from '@descant/sdk'
import type { Exit } from './judge.ts'
import type { Keeper } from './keeper.ts'
import { type ChildCommand, eachLine, exitOf, signalChild, startChild } from './start-child.ts'

export interface RunCommandOptions {
  readonly signal: AbortSignal
  readonly stopGraceSeconds: number
  readonly keeper: Keeper
  /** Takes each line of stderr. */
  readonly onLine: (line: string) => void
}

/** Runs one program to its end, and gives what it wrote to stdout. */
export async function runCommand(
  command: ChildCommand,
  { signal, stopGraceSeconds, keeper, onLine }: RunCommandOptions,
): Promise<{ readonly exit: Exit; readonly output: string; readonly stop: Stop | undefined }> {
  const child = startChild(command, ['ignore', 'pipe', 'pipe'])
  const exit = exitOf(child)
  keeper.add(child)
  eachLine(child.stderr, onLine)
  let timer: NodeJS.Timeout | undefined
  const end = () => {
    signalChild(child, 'SIGTERM')
    timer = setTimeout(() => signalChild(child, 'SIGKILL'), stopGraceSeconds * 1000)
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  try {
    const output = child.stdout ? text(child.stdout).catch(() => '') : ''
    const [ended, written] = await Promise.all([exit, output])
    return { exit: ended, output: written, stop: Stop.of(signal) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    keeper.forget()
  }
}
