import { OutputClosedError, SingerError } from '../errors.ts'
import { createLogger, type Logger, type LogLevel, redactor } from '../log.ts'
import { Stop } from '../stop.ts'
import { exitCodes } from './exit-codes.ts'
import { Progress } from './progress.ts'

/** What a command of ours is given. */
export interface ProcessContext {
  readonly log: Logger
  /** Aborted, with a `Stop` as its reason, when the process is told to end. */
  readonly signal: AbortSignal
  /** Ends the run before its work is done, as a spent time budget does. */
  readonly stop: (stop: Stop) => void
  /** Keeps these values out of every line from here on. */
  readonly hide: (secrets: readonly string[]) => void
  /** Shows on a terminal how far the run is. */
  readonly progress: Progress
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
}

/** How a run ended: an exit code and, where it is not zero, the last words. */
export interface Ending {
  readonly exitCode: number
  readonly message?: string
}

const levels: readonly string[] = ['debug', 'info', 'warning', 'error']

const levelIn = (environment: NodeJS.ProcessEnv, name: string): LogLevel => {
  const own = environment[`${name.toUpperCase().replaceAll('-', '_')}_LOGLEVEL`]
  const level = (own ?? environment.LOGLEVEL ?? 'info').toLowerCase().replace('warn', 'warning')
  return (levels.includes(level) ? level : 'info') as LogLevel
}

const signals = {
  SIGINT: new Stop(
    exitCodes.interrupted,
    'Interrupted. What is done is safe; run again to go on from there.',
  ),
  SIGTERM: new Stop(
    exitCodes.terminated,
    'Told to end (SIGTERM). What is done is safe; run again to go on from there.',
  ),
} as const

const endingOf = (error: unknown): Ending => {
  if (SingerError.is(error)) {
    return { exitCode: error.exitCode ?? exitCodes.failure, message: error.message }
  }
  const { stack } = error as Error
  return {
    exitCode: exitCodes.failure,
    message: `This is a bug; please report it with this line. ${stack ?? String(error)}`,
  }
}

/**
 * Runs a command as the process: gives it a log on stderr and a signal, turns what it throws into one
 * last CRITICAL line and an exit code, and lets stdout drain before the process ends. It never calls
 * `process.exit` while data is on its way.
 *
 * @example
 * await runProcess('tap-toy', async ({ log }) => {
 *   log.info('hello')
 *   return { exitCode: 0 }
 * })
 */
export async function runProcess(
  name: string,
  main: (context: ProcessContext) => Promise<Ending>,
): Promise<void> {
  const controller = new AbortController()
  let redact = (line: string) => line
  const progress = new Progress(process.stderr)
  const log = createLogger({
    name,
    write: (line) => progress.write(line),
    format: process.stderr.isTTY ? 'text' : 'json',
    level: levelIn(process.env, name),
    redact: (line) => redact(line),
  })
  process.stderr.on('error', () => {})
  process.stdout.on('error', (cause) => {
    controller.abort(new Stop(exitCodes.failure, new OutputClosedError({ cause }).message))
  })
  const handlers = Object.entries(signals).map(([signalName, stop]) => {
    const handler = () => {
      // A person who presses Ctrl-C twice wants out; supervisors send SIGTERM twice and mean it once.
      if (controller.signal.aborted && signalName === 'SIGINT') process.exit(stop.exitCode)
      controller.abort(stop)
    }
    process.on(signalName, handler)
    return () => process.off(signalName, handler)
  })
  const ending = await main({
    log,
    signal: controller.signal,
    stop: (stop) => controller.abort(stop),
    hide: (secrets) => {
      redact = redactor(secrets)
    },
    progress,
    args: process.argv.slice(2),
    environment: process.env,
  }).catch(endingOf)
  progress.end()
  for (const remove of handlers) remove()
  const stop = Stop.of(controller.signal)
  const { exitCode, message } = ending.exitCode === exitCodes.done && stop ? stop : ending
  if (exitCode !== exitCodes.done) log.critical(message ?? 'It failed.')
  process.exitCode = exitCode
  await drained(process.stdout)
  await drained(process.stderr)
  // A source that is still open (stdin, a socket that is kept alive) must not keep the process.
  process.exit()
}

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })
