import type { Reply } from '../reply.ts'
import type { FaultKind } from './fault-kind.ts'
import { ControlError, type Settings } from './settings.ts'

/** When a fault strikes. */
export interface FaultTiming {
  /** How many requests it hits. @default 1 */
  readonly count?: number
  /** How many requests it lets pass first. @default 0 */
  readonly skip?: number
  /** From there on it hits each so many-th of them. @default 1 */
  readonly every?: number
  /** A text that the request has to hold, its path or its body. @default '' */
  readonly match?: string
}

const timings = ['count', 'skip', 'every', 'match'] satisfies (keyof FaultTiming)[]

interface ArmedFault<Call> {
  readonly name: string
  readonly strike: (call: Call) => Reply | undefined
  readonly fits: (call: Call) => boolean
  readonly match: string
  readonly every: number
  skip: number
  remaining: number
}

/** What a server knows about its faults beyond their kinds. */
export interface FaultRules<Call, Kind> {
  /** Settings of every kind besides those of its timing. */
  readonly names: readonly string[]
  /** Which requests a fault looks at. */
  readonly fits: (kind: Kind, settings: Settings) => (call: Call) => boolean
}

/** An answer with a fault in it, and its kind. */
export interface FaultyReply {
  readonly reply: Reply
  readonly fault: string
}

/** The faults that wait for a request, first come first served; one request meets one at most. */
export class ArmedFaults<Call, Kind extends FaultKind<Call>> {
  readonly #kinds: Readonly<Record<string, Kind>>
  readonly #rules: FaultRules<Call, Kind>
  #armed: ArmedFault<Call>[] = []

  constructor(
    kinds: Readonly<Record<string, Kind>>,
    rules: FaultRules<Call, Kind> = { names: [], fits: () => () => true },
  ) {
    this.#kinds = kinds
    this.#rules = rules
  }

  /**
   * Arms a fault: its `kind`, its timing (see {@link FaultTiming}), and what that kind can be told.
   *
   * @throws ControlError where there is no such kind, or it cannot be told so
   */
  arm(settings: Settings): void {
    const name = settings.choice('kind', Object.keys(this.#kinds))
    const kind = this.#kinds[name] as Kind
    const known = ['kind', ...timings, ...this.#rules.names, ...Object.keys(kind.defaults)]
    const unknown = settings.names.find((given) => !known.includes(given))
    if (unknown !== undefined) {
      throw new ControlError(`${name} has no "${unknown}"; there are ${known.join(', ')}`)
    }
    this.#armed.push({
      name,
      strike: kind.prepare(settings),
      fits: this.#rules.fits(kind, settings),
      match: settings.text('match', ''),
      every: settings.positive('every', 1),
      skip: settings.number('skip', 0),
      remaining: settings.positive('count', 1),
    })
  }

  clear(): void {
    this.#armed = []
  }

  /** What is armed, and how often it will still strike. */
  get armed(): { kind: string; remaining: number }[] {
    return this.#armed.map(({ name, remaining }) => ({ kind: name, remaining }))
  }

  /**
   * The answer of the fault that is due, if one is. All faults count a request that they let pass.
   *
   * @param text The request as `match` looks through it.
   */
  strike(text: string, call: Call): FaultyReply | undefined {
    let struck: FaultyReply | undefined
    for (const fault of this.#armed) {
      if (!text.includes(fault.match) || !fault.fits(call)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      const reply = struck === undefined ? fault.strike(call) : undefined
      if (reply === undefined) continue
      fault.remaining--
      fault.skip = fault.every - 1
      struck = { reply, fault: fault.name }
    }
    this.#armed = this.#armed.filter(({ remaining }) => remaining > 0)
    return struck
  }
}
