import { ConfigError, type Logger } from '@descant/sdk'
import type { CompiledConfig, Fate } from './config/compile-config.ts'
import type { Mapping } from './config/compile-mapping.ts'
import { Failures } from './failures.ts'
import type { StreamPlan } from './stream-plan.ts'

/** A stream on its way through. */
export interface Route {
  readonly fate: Fate
  /** As it leaves. */
  readonly name: string
  readonly failures: Failures
  /** The last SCHEMA as it came, and what was made of it. */
  schemaLine: string | undefined
  plan: StreamPlan | undefined
  /** Records that came, and records that left. */
  records: number
  written: number
}

/** Finds out once for each stream what becomes of it, and sees to it that no two get one name. */
export class Routes {
  readonly #config: CompiledConfig
  readonly #log: Logger
  readonly #routes = new Map<string, Route>()
  /** Which stream has taken each of the names that leave. */
  readonly #taken = new Map<string, string>()

  constructor(config: CompiledConfig, log: Logger) {
    this.#config = config
    this.#log = log
  }

  /** @throws {ConfigError} where two streams would leave by the same name. */
  find(stream: string): Route {
    let route = this.#routes.get(stream)
    if (route === undefined) {
      route = this.#make(stream, this.#config.fateOf(stream))
      this.#routes.set(stream, route)
    }
    return route
  }

  /** Tells what has been done, and what of the config has met nothing. */
  report(): void {
    for (const [stream, { fate, name, records, written, failures }] of this.#routes) {
      failures.report()
      if (fate !== 'pass') this.#log.info('mapped', { stream, alias: name, records, written })
    }
    const unmet = this.#config.names.filter((name) => !this.#routes.has(name))
    if (unmet.length > 0) this.#log.warning('streams of the config never came', { streams: unmet })
  }

  #make(stream: string, fate: Fate): Route {
    const alias = fate === null || fate === 'pass' ? undefined : fate.alias
    const name = alias?.replaceAll('{stream}', () => stream) ?? stream
    if (fate !== null) this.#take(name, stream, fate)
    const failures = new Failures(stream, this.#config.onError, this.#log)
    return { fate, name, failures, schemaLine: undefined, plan: undefined, records: 0, written: 0 }
  }

  #take(name: string, stream: string, fate: Mapping | 'pass'): void {
    const other = this.#taken.get(name)
    if (other !== undefined) {
      const setting = fate === 'pass' ? `streams.${other}` : fate.setting
      const message =
        `the streams ${other} and ${stream} would both be ${name}; choose another alias, or put ` +
        '{stream} into it'
      throw new ConfigError([{ path: `${setting}.alias`, message }])
    }
    this.#taken.set(name, stream)
  }
}
