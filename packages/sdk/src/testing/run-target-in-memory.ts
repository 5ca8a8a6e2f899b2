import type { Target, TargetSettings } from '@descant/sdk'
import { completeConfig, type Settings } from '../cli/complete-config.ts'
import { createLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { Stop } from '../stop.ts'
import { type LoadReport, load } from '../target/load.ts'
import type { Kill } from './kill-at.ts'
import { type MortalTarget, mortalTarget } from './mortal-target.ts'

/** Lines without their ends, or bytes as they come. */
export type Lines = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

export interface TargetRunOptions {
  /** The settings; defaults are added, and the whole is held against the target's schema. @default {} */
  readonly config?: Settings
  /** Ends the run from outside. */
  readonly kill?: Kill
  /** Tells the run to end. */
  readonly signal?: AbortSignal
  /**
   * Is called with each STATE at the moment when it is passed on. The input waits until it is done;
   * what it throws is thrown.
   */
  readonly onState?: (text: string) => void | Promise<void>
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** What a run of a target left behind, beside what it wrote. */
export interface TargetRun {
  /** The STATEs that were passed on, in order, each as its JSON text. */
  readonly states: readonly string[]
  /** What was taken in; undefined where the run failed. */
  readonly report: LoadReport | undefined
  /** What ended the run; undefined where nothing did. */
  readonly failure: unknown
  /** The log, a line each, nothing hidden. */
  readonly logs: readonly string[]
  /** Gives back what a run left open that was killed. Nothing to do for any other. */
  release(): Promise<void>
}

const told = new Stop(143, 'told to end by the test')

class Killed extends Error {}

interface Input {
  readonly kill: Kill | undefined
  readonly mortal: MortalTarget
  readonly controller: AbortController
  /** Resolves when those who look at STATEs have looked. */
  readonly looked: () => Promise<unknown>
}

/** Gives lines one by one, and what is to happen after them. */
async function* bytesOf(lines: Lines, input: Input): AsyncGenerator<Uint8Array> {
  const { kill, mortal, controller, looked } = input
  let given = 0
  for await (const line of lines) {
    yield typeof line === 'string' ? Buffer.from(`${line}\n`) : line
    await looked()
    if (++given !== kill?.lines) continue
    if (kill.signal === 'SIGKILL') {
      mortal.kill()
      throw new Killed('the run was killed by the test')
    }
    controller.abort(told)
    // The tap is still there, and silent.
    await new Promise(() => {})
  }
}

/**
 * Runs a target in this process, through the engine that its bin runs through. Whatever goes wrong is
 * part of the result; nothing is thrown but by `onState`.
 *
 * @param lines The messages, one a line, without line ends.
 * @example
 * const run = await runTargetInMemory(targetToy, [schema, record, state], { config })
 * expect(run.states).toEqual(['{"position":1}'])
 */
export async function runTargetInMemory(
  target: Target,
  lines: Lines,
  options: TargetRunOptions = {},
): Promise<TargetRun> {
  const controller = new AbortController()
  const signal = AbortSignal.any([controller.signal, ...(options.signal ? [options.signal] : [])])
  const logs: string[] = []
  const write = (line: string) => logs.push(line)
  const log = createLogger({ name: target.name, write, level: 'debug' })
  const metrics = createMetrics({ log })
  const states: string[] = []
  const looks: Promise<void>[] = []
  const looked = () => Promise.all(looks)
  let release = async () => {}
  const run = async () => {
    const config = completeConfig(target.config, options.config ?? {})
    const mortal = mortalTarget(await target.open(config, { log, metrics, signal }))
    release = mortal.release
    try {
      return await load({
        target: mortal.target,
        input: bytesOf(lines, { kill: options.kill, mortal, controller, looked }),
        settings: config as unknown as TargetSettings,
        onState: (text) => {
          if (mortal.isDead) return
          states.push(text)
          const look = (async () => options.onState?.(text))()
          look.catch(() => {})
          looks.push(look)
        },
        signal,
        log,
        metrics,
        ...(options.now ? { now: options.now } : {}),
      })
    } finally {
      await looked().catch(() => {})
      await mortal.target.close()
    }
  }
  const { report, failure } = await run().then(
    (report) => ({ report, failure: undefined }),
    (failure: unknown) => ({ report: undefined, failure }),
  )
  await looked()
  return { states, report, failure, logs, release }
}
