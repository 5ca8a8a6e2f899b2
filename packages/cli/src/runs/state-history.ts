import { encodePathPart, LakeError, ObjectExistsError, type ObjectStore } from '@descant/lake'

/** How a STATE came to be kept. */
export type StateOrigin = 'run' | 'set' | 'rewind' | 'reset'

/** What is kept of a STATE beside its text. */
export interface StateFacts {
  /** Counts the STATEs of a source, from 1. */
  readonly version: number
  readonly origin: StateOrigin
  /** The run that it came from, or by which a person changed it. */
  readonly run: string
  /** The token of the lease it was written under: of two, the greater is right. */
  readonly token: number
  readonly at: string
  /** The version that was brought back. */
  readonly of?: number
}

/** A STATE of a source, byte for byte as the target passed it on. */
export interface KeptState extends StateFacts {
  /** Undefined where the source is to begin anew. */
  readonly text: string | undefined
}

/** Another run wrote a STATE under a later lease: this one must end. */
export class StateTakenError extends LakeError {
  constructor(source: string) {
    super(
      'RUN_STATE_TAKEN',
      `Another run of ${source} has taken over and keeps its STATE; this one ends. Run again.`,
    )
  }
}

const prefixOf = (customer: string, source: string) =>
  `${encodePathPart(customer)}/states/${encodePathPart(source)}/`

const nameOf = (version: number) => `${String(version).padStart(10, '0')}.jsonl`

const bodyOf = ({ text, ...facts }: KeptState) =>
  Buffer.from(`${JSON.stringify(facts)}\n${text === undefined ? '' : `${text}\n`}`)

const parse = (body: Buffer, key: string): KeptState => {
  const [facts = '', ...rest] = body.toString().split('\n')
  const text = rest.join('\n').replace(/\n$/, '')
  try {
    return { ...(JSON.parse(facts) as StateFacts), text: text === '' ? undefined : text }
  } catch (cause) {
    throw new LakeError(
      'RUN_STATE_DAMAGED',
      `The object ${key} of the state zone is damaged: bring back an earlier version of it, or delete it to go on from the STATE before it.`,
      { cause },
    )
  }
}

/** Of the STATEs of one run the last few are kept. */
const keptOfRun = 5

/**
 * The STATEs of a source in the state zone: numbered objects that are created and never changed. The
 * greatest number is where the next run begins. Two runs cannot write the same number, and what is
 * written carries the token of the lease, so a run that lost its lease without knowing finds out.
 *
 * @example
 * const history = new StateHistory(state, 'acme', 'shop')
 * const known = await history.latest()
 * await history.append('{"bookmarks":{}}', { origin: 'run', run, token: lease.token })
 */
export class StateHistory {
  readonly #store: ObjectStore
  readonly #prefix: string
  readonly #source: string
  readonly #now: () => Date
  readonly #own: number[] = []
  #last: number | undefined

  constructor(
    store: ObjectStore,
    customer: string,
    source: string,
    now: () => Date = () => new Date(),
  ) {
    this.#store = store
    this.#prefix = prefixOf(customer, source)
    this.#source = source
    this.#now = now
  }

  /** The numbers of the STATEs that are kept, in order. */
  async versions(): Promise<number[]> {
    const versions: number[] = []
    for await (const { key } of this.#store.list(this.#prefix)) {
      const [, digits] = /^(\d{10})\.jsonl$/.exec(key.slice(this.#prefix.length)) ?? []
      if (digits !== undefined) versions.push(Number(digits))
    }
    return versions
  }

  /** One STATE, undefined where it is not kept. */
  async read(version: number): Promise<KeptState | undefined> {
    const key = this.#prefix + nameOf(version)
    const found = await this.#store.get(key)
    return found && parse(found.body, key)
  }

  /** The newest STATE: where the next run begins. */
  async latest(): Promise<KeptState | undefined> {
    const version = (await this.versions()).at(-1)
    this.#last = version ?? 0
    return version === undefined ? undefined : this.read(version)
  }

  /**
   * Keeps a STATE as the newest.
   *
   * @param text undefined for a source that is to begin anew.
   * @throws {StateTakenError} where a run with a later lease has written one.
   */
  async append(
    text: string | undefined,
    facts: Pick<StateFacts, 'origin' | 'run' | 'token' | 'of'>,
  ): Promise<number> {
    if (this.#last === undefined) await this.latest()
    for (;;) {
      const version = (this.#last as number) + 1
      const state: KeptState = { version, ...facts, at: this.#now().toISOString(), text }
      try {
        await this.#store.create(this.#prefix + nameOf(version), bodyOf(state))
      } catch (error) {
        if (!(error instanceof ObjectExistsError)) throw error
        const other = await this.read(version)
        this.#last = version
        if (other === undefined) continue
        if (other.token > facts.token) throw new StateTakenError(this.#source)
        // What a store has kept though its answer was lost is ours.
        if (other.run !== facts.run || other.text !== text) continue
      }
      this.#last = version
      this.#own.push(version)
      return version
    }
  }

  /** Deletes what is older than the newest `most`, and all but the last few of this run. */
  async prune(most: number): Promise<void> {
    const versions = await this.versions()
    const inner = new Set(this.#own.slice(0, -keptOfRun))
    const old = new Set(versions.filter((version) => !inner.has(version)).slice(0, -most))
    for (const version of versions) {
      if (inner.has(version) || old.has(version)) {
        await this.#store.delete(this.#prefix + nameOf(version))
      }
    }
    this.#own.splice(0, this.#own.length - keptOfRun)
  }
}
