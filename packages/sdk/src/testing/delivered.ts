import type { JsonObject, Message } from '@descant/sdk'

/** The records of a stream as something that kept them would know them: by key, or by their text. */
type Known = ReadonlyMap<string, ReadonlySet<string>>

/** The keys of the streams, as their SCHEMAs say. */
export const keysOf = (messages: readonly Message[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    messages.flatMap((message) =>
      message.type === 'SCHEMA' ? [[message.stream, message.keyProperties] as const] : [],
    ),
  )

/** The values of a record's key, as text. */
export const keyText = (record: JsonObject, keyProperties: readonly string[]): string =>
  JSON.stringify(keyProperties.map((name) => record[name] ?? null))

const known = (
  messages: readonly Message[],
  keys: ReadonlyMap<string, readonly string[]>,
): Known => {
  const streams = new Map<string, Set<string>>()
  for (const message of messages) {
    if (message.type !== 'RECORD') continue
    const { stream, record, text } = message
    const keyProperties = keys.get(stream) ?? []
    const records = streams.get(stream) ?? new Set<string>()
    records.add(keyProperties.length > 0 ? keyText(record, keyProperties) : text)
    streams.set(stream, records)
  }
  return streams
}

/** How many lost records a message names. */
const mostNamed = 3

/**
 * Says which records of `wanted` are not among `got`; undefined where all are. Records are named by
 * their key; of a stream without one only their number is told.
 */
export function lostRecords(
  wanted: readonly Message[],
  got: readonly Message[],
): string | undefined {
  const keys = keysOf(wanted)
  const found = known(got, keys)
  const words = [...known(wanted, keys)].flatMap(([stream, records]) => {
    const lost = [...records].filter((record) => !found.get(stream)?.has(record))
    if (lost.length === 0) return []
    const isKeyed = (keys.get(stream) ?? []).length > 0
    const names = isKeyed ? `, with the keys ${lost.slice(0, mostNamed).join(' ')}` : ''
    const more = isKeyed && lost.length > mostNamed ? ' …' : ''
    return [`${lost.length} of ${records.size} records of ${stream}${names}${more}`]
  })
  return words.length > 0 ? words.join('; ') : undefined
}

/** The messages up to the last STATE: what a target that was killed may have acknowledged. */
export function throughLastState(messages: readonly Message[]): readonly Message[] {
  return messages.slice(0, messages.findLastIndex(({ type }) => type === 'STATE') + 1)
}
