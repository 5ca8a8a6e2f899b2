import { LakeError, ObjectExistsError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { schemaHash } from './canonical-json.ts'
import {
  firstRegistry,
  judgingVersion,
  newDrift,
  withDrift,
  withSchema,
} from './change-registry.ts'
import { diffSchemas } from './diff-schemas.ts'
import { readJudge, readSchema } from './read-schema.ts'
import { type StreamName, schemaKey } from './registry-key.ts'
import type { SchemaObject } from './schema-field.ts'
import type { SchemaContract, SchemaDrift, StreamRegistry } from './stream-registry.ts'
import { updateRegistry } from './update-registry.ts'

/** A schema as a target received it. */
export interface ReceivedSchema {
  /** Its JSON, as the tap wrote it. */
  readonly schemaText: string
  readonly keyProperties: readonly string[]
  readonly run: string
  readonly at: Date
  /** The contract of a stream that is not known yet. @default 'evolve' */
  readonly contract?: SchemaContract
}

/** What a target must know of a schema that it has recorded. */
export interface RecordedSchema {
  readonly registry: StreamRegistry
  /** The number of the version that its raw objects and dead letters carry. */
  readonly version: number
  /** What records are held against instead of the SCHEMA that came, where it is another. */
  readonly judge: SchemaObject | undefined
  /** What changed in a way that was never seen before. */
  readonly news: readonly SchemaDrift[]
}

/**
 * Records the schema of a stream: a target calls it for each SCHEMA, before it takes a record. The
 * text becomes an object of its own before the registry names it.
 *
 * @throws {LakeError} where the state zone cannot be written.
 * @example
 * const { version } = await recordSchema(state, { customer, provider, stream }, {
 *   schemaText: '{"properties":{"id":{"type":"integer"}}}',
 *   keyProperties: ['id'],
 *   run,
 *   at: new Date(),
 * })
 */
export async function recordSchema(
  state: ObjectStore,
  name: StreamName,
  received: ReceivedSchema,
): Promise<RecordedSchema> {
  const { schemaText, keyProperties, run, contract = 'evolve' } = received
  const hash = schemaHash(schemaText, keyProperties)
  const schema = JSON.parse(schemaText) as SchemaObject
  const seen = { hash, keyProperties, run, at: received.at.toISOString() }
  const { before, after } = await updateRegistry(state, name, async (registry) => {
    if (registry && latestHash(registry) === hash) return registry
    await keepText(state, schemaKey(name, hash), schemaText)
    if (registry === undefined) return firstRegistry(name, contract, { ...seen, changes: [] })
    const accepted = await readSchema(state, name, registry, registry.accepted)
    const changes = diffSchemas(accepted, { schema, keyProperties })
    return withSchema(registry, { ...seen, changes })
  })
  const version = judgingVersion(after)
  const isOther = after.contract === 'discard_row' && version !== after.latest
  return {
    registry: after,
    version,
    judge: isOther ? (await readJudge(state, name, after, version)).schema : undefined,
    news: newDrift(before?.drift ?? [], after.drift),
  }
}

/** Notes what records show that their schema does not say; gives what was never seen before. */
export async function recordDrift(
  state: ObjectStore,
  name: StreamName,
  drift: readonly SchemaDrift[],
  steadyFields: readonly string[],
): Promise<SchemaDrift[]> {
  if (drift.length === 0 && steadyFields.length === 0) return []
  const { before, after } = await updateRegistry(state, name, (registry) => {
    if (registry === undefined) throw unknownStream(name)
    const fresh = steadyFields.filter((path) => !registry.steady_fields.includes(path))
    const all = withDrift(registry.drift, drift)
    return fresh.length === 0 && all === registry.drift
      ? registry
      : { ...registry, drift: all, steady_fields: [...registry.steady_fields, ...fresh] }
  })
  return newDrift(before?.drift ?? [], after.drift)
}

/** Changes what is known of a stream by a person's decision. @throws `LAKE_REGISTRY_UNKNOWN` */
export async function decideSchema(
  state: ObjectStore,
  name: StreamName,
  decide: (registry: StreamRegistry) => StreamRegistry,
): Promise<StreamRegistry> {
  const { after } = await updateRegistry(state, name, (registry) => {
    if (registry === undefined) throw unknownStream(name)
    return decide(registry)
  })
  return after
}

const hashOf = ({ versions }: StreamRegistry, version: number) =>
  versions.find(({ number }) => number === version)?.hash

const latestHash = (registry: StreamRegistry) => hashOf(registry, registry.latest)

async function keepText(state: ObjectStore, key: string, text: string): Promise<void> {
  try {
    await state.create(key, Buffer.from(text), { contentType: 'application/schema+json' })
  } catch (error) {
    if (!(error instanceof ObjectExistsError)) throw error
  }
}

const unknownStream = ({ customer, provider, stream }: StreamName) =>
  new LakeError(
    'LAKE_REGISTRY_UNKNOWN',
    `The schema of ${provider} ${stream} of ${customer} was never recorded. descant schema list tells what is there; a target records it where it is given \`state\`.`,
    { exitCode: 2 },
  )
