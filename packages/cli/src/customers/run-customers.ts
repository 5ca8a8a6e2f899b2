import { constants } from 'node:os'
import { createLimiter } from '../run/limiter.ts'
import type { Exit } from '../run/programs/judge.ts'
import {
  type ChildCommand,
  eachLine,
  exitOf,
  signalChild,
  startChild,
} from '../run/programs/start-child.ts'

/** A command line for one customer. */
export interface CustomerJob extends ChildCommand {
  readonly customer: string
}

/** How a customer's process ended. */
export interface CustomerEnding {
  readonly customer: string
  /** 128 and the signal's number where one ended it; 1 where it could not be started. */
  readonly exitCode: number
}

export interface CustomerRun {
  /** How many processes at once. */
  readonly jobs: number
  /** Tells the processes to end, and starts no other. */
  readonly signal: AbortSignal
  /** What a process wrote on stdout, whole and once it has ended: customers never mix. */
  readonly onOutput: (customer: string, output: string) => void
  /** A line that a process wrote on stderr, as it comes. */
  readonly onLine: (customer: string, line: string) => void
}

/**
 * Runs a process for each customer, a bounded number at once. What fails in one touches no other: not
 * an error, not memory that runs out, not a crash.
 *
 * @returns how each ended that was begun.
 */
export async function runCustomers(
  jobs: readonly CustomerJob[],
  run: CustomerRun,
): Promise<CustomerEnding[]> {
  const limited = createLimiter(run.jobs)
  const endings = await Promise.all(
    jobs.map((job) =>
      limited(async () =>
        run.signal.aborted ? [] : [{ customer: job.customer, exitCode: await runOne(job, run) }],
      ),
    ),
  )
  return endings.flat()
}

async function runOne(
  { customer, ...command }: CustomerJob,
  { signal, onOutput, onLine }: CustomerRun,
): Promise<number> {
  const child = startChild(command, ['ignore', 'pipe', 'pipe'])
  const stop = () => signalChild(child, 'SIGTERM')
  signal.addEventListener('abort', stop)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  eachLine(child.stderr, (line) => onLine(customer, line))
  try {
    return exitCodeOf(await exitOf(child))
  } catch (error) {
    onLine(customer, (error as Error).message)
    return 1
  } finally {
    signal.removeEventListener('abort', stop)
    onOutput(customer, output)
  }
}

const exitCodeOf = ({ code, signal }: Exit): number =>
  code ?? (signal === null ? 1 : 128 + constants.signals[signal])
