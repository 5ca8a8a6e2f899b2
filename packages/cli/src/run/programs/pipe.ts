import type { ChildProcess } from 'node:child_process'
import { exitCodes, Stop } from '@descant/sdk'
import type { Exit, Stopped } from './judge.ts'
import type { Keeper } from './keeper.ts'
import { writtenBytes } from './moved-bytes.ts'
import { type ChildCommand, eachLine, exitOf, signalChild, startChild } from './start-child.ts'

/** The two ends of a pipe. */
export type PipeEnd = 'tap' | 'target'

export interface PipeOptions {
  readonly tap: ChildCommand
  readonly target: ChildCommand
  /** Takes each line that an end writes to stderr. */
  readonly onLine: (end: PipeEnd, line: string) => void
  /** Takes each line of STATE that the target passes on. */
  readonly onState: (line: string) => void
  /** Ends the run; its reason is a `Stop` where a person or the time is why. */
  readonly signal: AbortSignal
  readonly stopGraceSeconds: number
  readonly stuckAfterSeconds: number
  readonly keeper: Keeper
}

/** How both ends of a pipe ended, and why we ended them where we did. */
export interface PipeExit {
  readonly tap: Exit
  readonly target: Exit
  readonly stopped?: Stopped
}

/** It is looked at least so often whether anything moves. */
const longestLookMilliseconds = 1_000

/** Parts of the grace: the tap is killed, the target told to end, the target killed. */
const killTapAt = 0.5
const endTargetAt = 0.75

const stoppedBy = (reason: unknown): Stopped =>
  reason instanceof Stop
    ? { exitCode: reason.exitCode, message: reason.message, isRetryable: false }
    : {
        exitCode: exitCodes.failure,
        message: reason instanceof Error ? reason.message : 'it was ended',
        isRetryable: false,
      }

/**
 * Runs `tap | target` to its end. The kernel carries the records: the tap's stdout is the target's
 * stdin, and only STATE passes through here.
 *
 * A run that is to end first tells the tap, which finishes what it is at and closes the pipe; the
 * target then writes what it has and its last STATE. Only what takes too long is killed.
 *
 * @throws {ConfigError} where one of them cannot be started.
 */
export async function runPipe(options: PipeOptions): Promise<PipeExit> {
  const target = startChild(options.target, ['pipe', 'pipe', 'pipe'])
  const targetExit = exitOf(target)
  options.keeper.add(target)
  const tap = startChild(options.tap, ['ignore', target.stdin, 'pipe'])
  const tapExit = exitOf(tap)
  options.keeper.add(tap)
  // The tap has a copy of it: were ours open too, the target would never meet its end.
  target.stdin?.destroy()

  const watch = new PipeWatch(tap, target, options)
  eachLine(tap.stderr, (line) => {
    watch.moved()
    options.onLine('tap', line)
  })
  eachLine(target.stderr, (line) => {
    watch.moved()
    options.onLine('target', line)
  })
  eachLine(target.stdout, (line) => {
    watch.moved()
    if (line.trim() !== '') options.onState(line)
  })
  // Who waits for a source does not notice that nobody reads any more.
  targetExit.then(
    () => watch.endTap(),
    () => watch.endTap(),
  )
  tapExit.catch(() => signalChild(target, 'SIGKILL'))
  try {
    const exits = await Promise.allSettled([tapExit, targetExit])
    const [tapEnd, targetEnd] = exits.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    }) as [Exit, Exit]
    return { tap: tapEnd, target: targetEnd, ...(watch.stopped ? { stopped: watch.stopped } : {}) }
  } finally {
    watch.close()
    options.keeper.forget()
  }
}

/** Ends both ends of a pipe in order, and sees whether anything moves between them. */
class PipeWatch {
  stopped: Stopped | undefined
  readonly #tap: ChildProcess
  readonly #target: ChildProcess
  readonly #options: PipeOptions
  readonly #timers: NodeJS.Timeout[] = []
  readonly #onAbort = () => this.#stop(stoppedBy(this.#options.signal.reason))
  #movedAt = performance.now()
  #bytes = -1

  constructor(tap: ChildProcess, target: ChildProcess, options: PipeOptions) {
    this.#tap = tap
    this.#target = target
    this.#options = options
    const { signal } = options
    if (signal.aborted) this.#onAbort()
    else signal.addEventListener('abort', this.#onAbort, { once: true })
    const every = Math.min(longestLookMilliseconds, options.stuckAfterSeconds * 500)
    this.#timers.push(setInterval(() => void this.#look(), every))
  }

  /** Something came through. */
  moved(): void {
    this.#movedAt = performance.now()
  }

  /** Nobody reads what the tap writes. */
  endTap(): void {
    signalChild(this.#tap, 'SIGTERM')
    const milliseconds = this.#options.stopGraceSeconds * 1000 * killTapAt
    this.#timers.push(setTimeout(() => signalChild(this.#tap, 'SIGKILL'), milliseconds))
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#options.signal.removeEventListener('abort', this.#onAbort)
  }

  async #look(): Promise<void> {
    const counts = await Promise.all([writtenBytes(this.#tap.pid), writtenBytes(this.#target.pid)])
    const bytes = (counts[0] ?? 0) + (counts[1] ?? 0)
    if (bytes !== this.#bytes) this.moved()
    this.#bytes = bytes
    const { stuckAfterSeconds } = this.#options
    if (performance.now() - this.#movedAt < stuckAfterSeconds * 1000) return
    this.#stop({
      exitCode: exitCodes.failure,
      message: `nothing moved for ${stuckAfterSeconds} seconds: the tap or its source hangs`,
      isRetryable: true,
    })
  }

  #stop(stopped: Stopped): void {
    if (this.stopped) return
    this.stopped = stopped
    const grace = this.#options.stopGraceSeconds * 1000
    this.endTap()
    this.#timers.push(
      setTimeout(() => signalChild(this.#target, 'SIGTERM'), grace * endTargetAt),
      setTimeout(() => signalChild(this.#target, 'SIGKILL'), grace),
    )
  }
}
