import {
  type Alert,
  type AlertTarget,
  type DeadLetterKind,
  labelRun,
  newKindAlert,
  type ObjectStore,
  RecordDrift,
  type RecordShape,
  readRegistry,
  recordDrift,
  recordSchema,
  type SchemaContract,
  type SchemaDrift,
  type StreamName,
  schemaAlerts,
  ValidationCounts,
  volumeAlert,
} from '@descant/lake'
import type { JsonSchema, Logger, SinkStream } from '@descant/sdk'
import { RunAlerts } from './run-alerts.ts'

export interface RunRecordOptions {
  /** Without a state zone nothing is kept. */
  readonly state: ObjectStore | undefined
  readonly customer: string
  readonly provider: string
  readonly run: string
  readonly log: Logger
  /** The contract of streams that are not known yet. */
  readonly contract: SchemaContract
  readonly alerts: AlertTarget | undefined
  /** More dead letters in a day are worth an alert. */
  readonly deadLettersADay: number
}

/** What is known of the schema of a stream in this run. */
interface KnownStream {
  readonly name: string
  readonly schemaText: string
  readonly version: number
  readonly drift: RecordDrift
}

/**
 * What a run leaves in the state zone beside the data: the schema of each stream, how records drift
 * from it, how many came and how many were put aside. It tells a person of what is new.
 *
 * Only that a schema is kept is part of the run's promise; what else fails here is a warning.
 */
export class RunRecord {
  readonly #options: RunRecordOptions
  /** The newest schema of each stream. */
  readonly #streams = new Map<string, KnownStream>()
  /** All schemas that came, also those that were followed by another. */
  readonly #schemas: KnownStream[] = []
  readonly #counts: ValidationCounts | undefined
  readonly #kinds = new Set<string>()
  readonly #alerts: RunAlerts | undefined

  constructor(options: RunRecordOptions) {
    this.#options = options
    const { state, customer, provider, run, alerts, log } = options
    this.#alerts = state && alerts && new RunAlerts(state, alerts, log)
    this.#counts = state && new ValidationCounts(state, { customer, provider, run })
  }

  /** Whether anything is kept: without a state zone nothing is. */
  get isKept(): boolean {
    return this.#options.state !== undefined
  }

  /** The run in the names of a stream's raw objects: with the version of its schema, where it is kept. */
  runOf(stream: string): string {
    const known = this.#streams.get(stream)
    return known ? labelRun(this.#options.run, known.version) : this.#options.run
  }

  /** The version of the schema that judged what came under a SCHEMA, where it is kept. */
  schemaVersionOf(stream: string, schemaText: string): string | undefined {
    const known = this.#schemas.findLast(
      (one) => one.name === stream && one.schemaText === schemaText,
    )
    return known?.version.toString()
  }

  /** Keeps a schema, and gives the one that records are held against where it is another. */
  async registerSchema(stream: SinkStream): Promise<JsonSchema | undefined> {
    const { state, run, log, contract } = this.#options
    if (state === undefined) return undefined
    const { name, schema, schemaText, keyProperties } = stream
    const received = { schemaText, keyProperties, run, at: new Date(), contract }
    const { registry, version, judge, news } = await recordSchema(state, this.#name(name), received)
    const drift = new RecordDrift(schema, registry.steady_fields)
    const known = { name, schemaText, version, drift }
    this.#streams.set(name, known)
    this.#schemas.push(known)
    if (news.length > 0) {
      const isWaiting = registry.versions.some(
        (one) => one.number === version && one.status === 'pending',
      )
      log.warning(
        isWaiting
          ? 'the schema changed: the transform of this stream waits for descant schema accept'
          : 'the schema changed',
        { stream: name, version: registry.latest, changes: news.map(({ detail }) => detail) },
      )
    }
    this.#tell(...schemaAlerts(registry, run))
    return judge
  }

  /** Takes the shapes of records of a stream as it is now, also after its schema has changed again. */
  lookerOf(stream: string): (shape: RecordShape) => void {
    const known = this.#streams.get(stream)
    return (shape) => known?.drift.look(shape)
  }

  /** A batch of records is durable. */
  async accepted(stream: string, begunAt: Date, records: number): Promise<void> {
    await this.#orWarn(async () => this.#counts?.accepted(stream, begunAt, records))
  }

  /** A batch of dead letters is durable. */
  async rejected(
    stream: string,
    begunAt: Date,
    letters: ReadonlyMap<DeadLetterKind, number>,
  ): Promise<void> {
    await this.#orWarn(async () => this.#counts?.rejected(stream, begunAt, letters))
    for (const kind of letters.keys()) {
      const alert = newKindAlert(kind)
      if (!this.#kinds.has(alert.subject)) this.#tell(alert)
      this.#kinds.add(alert.subject)
    }
    const day = begunAt.toISOString().slice(0, 10)
    const { records = 0, rejected = 0 } = this.#counts?.totals(day) ?? {}
    const { deadLettersADay: limit, customer, provider } = this.#options
    if (rejected > limit && !this.#kinds.has(day)) {
      this.#kinds.add(day)
      this.#tell(volumeAlert({ customer, provider }, day, { letters: rejected, records, limit }))
    }
  }

  /** Writes what is not written yet, and waits until all is told. */
  async close(): Promise<void> {
    await this.#orWarn(async () => {
      for (const known of this.#schemas) await this.#noteDrift(known)
      await this.#counts?.save()
    })
    await this.#alerts?.told()
  }

  /** Keeps how the records of a stream drifted so far; tells what is new of it. */
  async #noteDrift({ name: stream, drift }: KnownStream): Promise<void> {
    const { state, run, log } = this.#options
    if (state === undefined) return
    const name = this.#name(stream)
    const found: SchemaDrift[] = drift.found({ at: new Date(), run })
    const news = await recordDrift(state, name, found, drift.steadyFields())
    if (news.length === 0) return
    log.warning('records are not what their schema says', {
      stream,
      changes: news.map(({ detail }) => detail),
    })
    const registry = await readRegistry(state, name)
    if (registry) this.#tell(...schemaAlerts(registry, run))
  }

  #name(stream: string): StreamName {
    const { customer, provider } = this.#options
    return { customer, provider, stream }
  }

  #tell(...alerts: readonly Alert[]): void {
    this.#alerts?.tell(alerts)
  }

  async #orWarn(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.log.warning('what was counted could not be kept in the state zone', { reason })
    }
  }
}
