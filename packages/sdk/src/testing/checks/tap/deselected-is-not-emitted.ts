import type { Catalog, CatalogEntry, Message, MetadataEntry } from '@descant/sdk'
import { check, fail } from '../../check.ts'
import { keysOf, lostRecords } from '../../delivered.ts'
import type { FullRun, TapTrial } from '../../tap-trial.ts'
import { brokenRecord } from './records-keep-to-their-schema.ts'

/** Adds to the metadata of a catalog, item by item. */
const withMetadata = (
  { streams }: Catalog,
  change: (entry: CatalogEntry, item: MetadataEntry) => MetadataEntry['metadata'],
): Catalog => ({
  streams: streams.map((entry) => ({
    ...entry,
    metadata: (entry.metadata ?? []).map((item) => ({
      ...item,
      metadata: { ...item.metadata, ...change(entry, item) },
    })),
  })),
})

/** The catalog, with those streams selected that the run from nothing has read. */
const selected = async (trial: TapTrial, without?: string): Promise<Catalog> => {
  const isRead = keysOf((await trial.full()).messages)
  return withMetadata(await trial.catalog(), ({ tap_stream_id: id }, { breadcrumb }) =>
    breadcrumb.length === 0 ? { selected: isRead.has(id) && id !== without } : {},
  )
}

/** The messages of streams with a key; without one, fewer fields make another record. */
const keyed = ({ messages }: FullRun, without?: string): readonly Message[] => {
  const keys = keysOf(messages)
  return messages.filter(
    (message) =>
      'stream' in message &&
      message.stream !== without &&
      (keys.get(message.stream) ?? []).length > 0,
  )
}

const automaticFields = ({ metadata = [] }: CatalogEntry): ReadonlySet<string> =>
  new Set(
    metadata.flatMap(({ breadcrumb, metadata: { inclusion } }) =>
      breadcrumb.length === 2 && inclusion === 'automatic' ? [breadcrumb[1] as string] : [],
    ),
  )

const expectNoOther = (
  messages: readonly Message[],
  stream: string,
  wanted: ReadonlySet<string>,
): void => {
  const unwanted = (fields: object) => Object.keys(fields).find((name) => !wanted.has(name))
  for (const message of messages) {
    if (!('stream' in message) || message.stream !== stream) continue
    const fields =
      message.type === 'RECORD'
        ? message.record
        : message.type === 'SCHEMA'
          ? (message.schema.properties ?? {})
          : {}
    const field = unwanted(fields)
    if (field) fail(`${stream}.${field} is in a ${message.type}, though it was deselected`)
  }
}

/** Leaves out every field that may be left out: what is left is the keys, and no record is lost. */
export const deselectedFieldsAreNotEmitted = check(
  'deselected fields are not emitted',
  async (trial: TapTrial) => {
    const full = await trial.full()
    const catalog = withMetadata(await selected(trial), (_, { breadcrumb, metadata }) =>
      breadcrumb.length === 0 || metadata.inclusion === 'automatic' ? {} : { selected: false },
    )
    const run = await trial.run({ catalog })
    for (const entry of catalog.streams) {
      const { tap_stream_id: stream } = entry
      expectNoOther(run.messages, stream, automaticFields(entry))
      const [fewer, all] = [run.records(stream).length, full.records(stream).length]
      if (fewer >= all) continue
      fail(`${stream} gives ${fewer} records where its fields are deselected, ${all} with them`)
    }
    const wrong = lostRecords(keyed(full), run.messages) ?? brokenRecord(run.messages)
    if (wrong) fail(`where fields are deselected: ${wrong}`)
  },
)

/** Deselects each stream in turn. */
export const deselectedStreamsAreNotEmitted = check(
  'deselected streams are not emitted',
  async (trial: TapTrial) => {
    const full = await trial.full()
    for (const name of keysOf(full.messages).keys()) {
      const run = await trial.run({ catalog: await selected(trial, name) })
      if (run.messages.some((message) => 'stream' in message && message.stream === name)) {
        fail(`${name} is written, though it was deselected`)
      }
      const lost = lostRecords(keyed(full, name), run.messages)
      if (lost) fail(`${lost} are missing where ${name} is deselected`)
    }
  },
)
