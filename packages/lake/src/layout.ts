import { decodePathPart, encodePathPart, encodeWithoutUnderscore } from './path-part.ts'

/** Why data could not go on; each has its folder in the dead-letter zone. */
export type DeadLetterType =
  | 'schema'
  | 'quality'
  | 'protocol'
  | 'extraction'
  | 'rate-limit'
  | 'authentication'
  | 'load'
  | 'webhook'

/** Every kind of dead letter, in the order of the pipeline. */
export const deadLetterTypes: readonly DeadLetterType[] = [
  'schema',
  'quality',
  'protocol',
  'extraction',
  'rate-limit',
  'authentication',
  'load',
  'webhook',
]

/** What names one batch of a stream. Any text is allowed in the names: they are encoded. */
export interface BatchName {
  readonly customer: string
  readonly provider: string
  readonly stream: string
  /** To the second, UTC; it also chooses the day's partition. */
  readonly startedAt: Date
  /** Tells runs of the same second apart. */
  readonly run: string
  /** Counts the batches of a stream in a run, from 0. */
  readonly part: number
}

/** `.ndjson.gz` is what Spark, Athena and DuckDB recognise; `.ndjson.gzip` on request. */
export type BatchExtension = 'ndjson.gz' | 'ndjson.gzip'

/** What a key of the raw zone says. */
export interface RawKey extends BatchName {
  readonly kind: 'batch' | 'activate'
}

/** What a key of the dead-letter zone says. */
export interface DeadLetterKey extends BatchName {
  readonly errorType: DeadLetterType
}

/** File names end at 255 bytes on every file system: room for time, part and extension stays. */
const streamLimit = 120
const runLimit = 64

/**
 * The key of a batch in the raw zone.
 *
 * @default extension 'ndjson.gz'
 * @example
 * rawBatchKey({ customer: 'acme', provider: 'shop', stream: 'orders', startedAt, run: 'a1', part: 0 })
 * // 'acme/shop/year=2026/month=11/day=23/orders_20261123T020000Z_a1_00000.ndjson.gz'
 */
export function rawBatchKey(name: BatchName, extension: BatchExtension = 'ndjson.gz'): string {
  return `${providerPrefix(name)}${datedFile(name)}.${extension}`
}

/** The key of the ACTIVATE_VERSION message that came after a batch: its sibling `…_activate.json`. */
export function activateKey(name: BatchName): string {
  return `${providerPrefix(name)}${datedFile(name)}_activate.json`
}

/** The key of a batch in the dead-letter zone: as in the raw zone, with the kind before the date. */
export function deadLetterKey(name: BatchName & { readonly errorType: DeadLetterType }): string {
  return `${providerPrefix(name)}${name.errorType}/${datedFile(name)}.ndjson.gz`
}

/** Where all of a customer's provider begins, in the raw and in the dead-letter zone; ends with '/'. */
export function providerPrefix(name: { customer: string; provider: string }): string {
  return `${encodePathPart(name.customer)}/${encodePathPart(name.provider)}/`
}

const dated =
  /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/([^/]+)_(\d{8})T(\d\d)(\d\d)(\d\d)Z_([^/_]+)_(\d+)(\.ndjson\.gz|\.ndjson\.gzip|_activate\.json)$/

/**
 * What a key of the raw zone says, or undefined where it is no batch of ours.
 *
 * The name of a stream may hold anything, even what looks like a time: run and part never hold an
 * underscore, so the file name is read from its right end. Names that were cut stay encoded.
 */
export function parseRawKey(key: string): RawKey | undefined {
  const [, customer, provider, rest] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(key) ?? []
  const file = parseDatedFile(rest ?? '')
  if (customer === undefined || provider === undefined || file === undefined) return undefined
  return { customer: decodePathPart(customer), provider: decodePathPart(provider), ...file }
}

/** What a key of the dead-letter zone says, or undefined where it is no batch of dead letters. */
export function parseDeadLetterKey(key: string): DeadLetterKey | undefined {
  const [, customer, provider, type, rest] = /^([^/]+)\/([^/]+)\/([a-z-]+)\/(.+)$/.exec(key) ?? []
  const errorType = deadLetterTypes.find((known) => known === type)
  const file = parseDatedFile(rest ?? '')
  if (customer === undefined || provider === undefined || !errorType || file?.kind !== 'batch') {
    return undefined
  }
  const { kind: _kind, ...name } = file
  return {
    customer: decodePathPart(customer),
    provider: decodePathPart(provider),
    ...name,
    errorType,
  }
}

function parseDatedFile(path: string): Omit<RawKey, 'customer' | 'provider'> | undefined {
  const match = dated.exec(path)
  if (!match) return undefined
  const [, year, month, day, stream, date, hour, minute, second, run, part, end] =
    match as unknown as string[] & { length: 12 }
  const startedAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (`${year}${month}${day}` !== date || !isDate(startedAt, `${year}-${month}-${day}`)) {
    return undefined
  }
  return {
    stream: decodePathPart(stream ?? ''),
    startedAt,
    run: decodePathPart(run ?? ''),
    part: Number(part),
    kind: end === '_activate.json' ? 'activate' : 'batch',
  }
}

const isDate = (date: Date, day: string) =>
  !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)

function datedFile({ stream, startedAt, run, part }: BatchName): string {
  const [date = '', time = ''] = startedAt.toISOString().split('T')
  const [year, month, day] = date.split('-')
  const clock = `${year}${month}${day}T${time.slice(0, 8).replaceAll(':', '')}Z`
  const runPart = encodeWithoutUnderscore(run, runLimit)
  const file = `${encodePathPart(stream, streamLimit)}_${clock}_${runPart}`
  return `year=${year}/month=${month}/day=${day}/${file}_${String(part).padStart(5, '0')}`
}
