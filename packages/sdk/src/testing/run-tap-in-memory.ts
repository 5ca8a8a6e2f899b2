import type { Catalog, Tap } from '@descant/sdk'
import { completeConfig, type Settings } from '../cli/complete-config.ts'
import { withTapSettings } from '../cli/tap-settings.ts'
import { createLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { selectByPatterns } from '../protocol/select-patterns.ts'
import { TapState } from '../protocol/state.ts'
import { MessageWriter } from '../protocol/write-messages.ts'
import { Stop } from '../stop.ts'
import { discover } from '../tap/discover.ts'
import { sync } from '../tap/sync.ts'
import { wantsStream } from '../tap/wants-stream.ts'
import type { Kill } from './kill-at.ts'
import { type MemoryOutput, memoryOutput } from './memory-output.ts'
import type { OpenStream } from './open-stream.ts'
import { type TapRun, tapRun } from './tap-run.ts'

export interface TapRunOptions {
  /** The settings; defaults are added, and the whole is held against the tap's schema. @default {} */
  readonly config?: Settings
  /**
   * What is wanted. Default: what the setting `select` says; without it the streams that are selected
   * by default, with all fields.
   */
  readonly catalog?: Catalog | undefined
  /** The value of the STATE to go on from. Default: a first run. */
  readonly state?: unknown
  /** Ends the run from outside. */
  readonly kill?: Kill
  /** Tells the run to end. */
  readonly signal?: AbortSignal
  /** Takes the messages; not together with `kill`. Default: an output that takes them at once. */
  readonly output?: MemoryOutput
  /** Puts something around the streams before they are read. */
  readonly around?: (streams: readonly OpenStream[]) => readonly OpenStream[]
  /** Milliseconds since 1970, for what the engine does by time. @default Date.now */
  readonly now?: () => number
}

const told = new Stop(143, 'told to end by the test')

const killing = (kill: Kill | undefined, controller: AbortController): MemoryOutput => {
  if (kill === undefined) return memoryOutput()
  if (kill.signal === 'SIGKILL') return memoryOutput({ breakAfter: kill.lines })
  return memoryOutput({ onLine: (lines) => lines >= kill.lines && controller.abort(told) })
}

/**
 * Runs a tap in this process, through the engine that its bin runs through, and keeps what it wrote.
 * Whatever goes wrong is part of the result; nothing is thrown.
 *
 * @example
 * const run = await runTapInMemory(tapToy, { config: { token: 'abc' } })
 * expect(run.failure).toBeUndefined()
 * expect(run.records('orders')).toHaveLength(3)
 */
export async function runTapInMemory(tap: Tap, options: TapRunOptions = {}): Promise<TapRun> {
  if (options.output && options.kill) throw new TypeError('give an output or a kill, not both')
  const controller = new AbortController()
  const output = options.output ?? killing(options.kill, controller)
  const signal = AbortSignal.any([controller.signal, ...(options.signal ? [options.signal] : [])])
  const logs: string[] = []
  const write = (line: string) => logs.push(line)
  const log = createLogger({ name: tap.name, write, level: 'debug' })
  const metrics = createMetrics({ log })
  const savedConfig: Record<string, unknown> = {}
  const run = async () => {
    const config = completeConfig(withTapSettings(tap.config), options.config ?? {})
    const { start_date: startDate, select, emit_activate_version_messages: activates } = config
    const streams = await tap.open(config, {
      wants: wantsStream(options.catalog, Array.isArray(select) ? select : undefined),
      log,
      metrics,
      signal,
      userAgent: `${tap.name}/${tap.version}`,
      saveConfig: async (changes) => {
        Object.assign(savedConfig, changes)
      },
    })
    const selected = Array.isArray(select) && selectByPatterns(discover(streams), select)
    return sync({
      streams: options.around ? options.around(streams) : streams,
      catalog: options.catalog ?? (selected || undefined),
      activatesVersions: activates === true,
      state: new TapState(options.state),
      // A block of one message: what has been written has left, as far as the reader takes it.
      writer: new MessageWriter(output, { blockBytes: 1 }),
      ...(typeof startDate === 'string' ? { startDate } : {}),
      concurrency: tap.concurrency,
      signal,
      log,
      metrics,
      ...(options.now ? { now: options.now } : {}),
    })
  }
  const { outcomes, failure } = await run().then(
    (outcomes) => ({ outcomes, failure: undefined }),
    (failure: unknown) => ({ outcomes: [], failure }),
  )
  return tapRun(output.messages, { outcomes, failure, logs, savedConfig })
}
