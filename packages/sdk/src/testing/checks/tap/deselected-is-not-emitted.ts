import type { Catalog, CatalogEntry, JsonObject, Message, MetadataEntry } from '@descant/sdk'
import { check, fail } from '../../check.ts'
import { keysOf, lostRecords } from '../../delivered.ts'
import type { TapTrial } from '../../tap-trial.ts'
import { brokenRecord } from './records-keep-to-their-schema.ts'

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

const automaticFields = ({ metadata = [] }: CatalogEntry): ReadonlySet<string> =>
  new Set(
    metadata.flatMap(({ breadcrumb, metadata: { inclusion } }) =>
      breadcrumb.length === 2 && inclusion === 'automatic' ? [breadcrumb[1] as string] : [],
    ),
  )

const expectDescribedWithout = (
  messages: readonly Message[],
  stream: string,
  isLeft: (fields: object) => string | undefined,
): void => {
  for (const message of messages) {
    if (message.type !== 'SCHEMA' || message.stream !== stream) continue
    const field = isLeft((message.schema.properties ?? {}) as JsonObject)
    if (field) fail(`${stream}.${field} is in the SCHEMA, though it was deselected`)
  }
}

/** Leaves out every field that may be left out: what is left is the keys, and no record is lost. */
export const deselectedFieldsAreNotEmitted = check(
  'deselected fields are not emitted',
  async (trial: TapTrial) => {
    const full = await trial.full()
    const catalog = withMetadata(await trial.catalog(), (_, { breadcrumb, metadata }) =>
      breadcrumb.length === 0 || metadata.inclusion === 'automatic' ? {} : { selected: false },
    )
    const run = await trial.run({ catalog })
    for (const entry of catalog.streams) {
      const { tap_stream_id: stream } = entry
      const wanted = automaticFields(entry)
      const isLeft = (fields: object) => Object.keys(fields).find((name) => !wanted.has(name))
      const field = run.records(stream).map(isLeft).find(Boolean)
      if (field) fail(`${stream}.${field} is in the records, though it was deselected`)
      expectDescribedWithout(run.messages, stream, isLeft)
      if (run.records(stream).length < full.records(stream).length) {
        fail(
          `${stream} gives ${run.records(stream).length} records where its fields are deselected, ` +
            `and ${full.records(stream).length} with them`,
        )
      }
    }
    const keys = keysOf(full.messages)
    const isKeyed = (stream: string) => (keys.get(stream) ?? []).length > 0
    const keyed = full.messages.filter((message) => 'stream' in message && isKeyed(message.stream))
    const wrong = lostRecords(keyed, run.messages) ?? brokenRecord(run.messages)
    if (wrong) fail(`where fields are deselected: ${wrong}`)
  },
)

/** Deselects each stream in turn. */
export const deselectedStreamsAreNotEmitted = check(
  'deselected streams are not emitted',
  async (trial: TapTrial) => {
    const full = await trial.full()
    const catalog = await trial.catalog()
    for (const name of keysOf(full.messages).keys()) {
      const without = withMetadata(catalog, ({ tap_stream_id: id }, { breadcrumb }) =>
        id === name && breadcrumb.length === 0 ? { selected: false } : {},
      )
      const run = await trial.run({ catalog: without })
      if (run.messages.some((message) => 'stream' in message && message.stream === name)) {
        fail(`${name} is written, though it was deselected`)
      }
      const others = full.messages.filter(
        (message) => 'stream' in message && message.stream !== name,
      )
      const lost = lostRecords(others, run.messages)
      if (lost) fail(`${lost} are missing where ${name} is deselected`)
    }
  },
)
