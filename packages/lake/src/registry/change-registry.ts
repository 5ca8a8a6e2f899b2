import { describeChange, isBreaking, type SchemaChange } from './diff-schemas.ts'
import type {
  SchemaContract,
  SchemaDrift,
  SchemaVersion,
  StreamRegistry,
} from './stream-registry.ts'

/** A schema that has come. */
export interface SeenSchema {
  readonly hash: string
  readonly keyProperties: readonly string[]
  readonly at: string
  readonly run: string
  /** Against the accepted version; empty for the first. */
  readonly changes: readonly SchemaChange[]
}

/** The registry of a stream of which nothing is known yet but its first schema. */
export function firstRegistry(
  name: Pick<StreamRegistry, 'customer' | 'provider' | 'stream'>,
  contract: SchemaContract,
  seen: SeenSchema,
): StreamRegistry {
  return {
    ...name,
    contract,
    accepted: 1,
    latest: 1,
    versions: [versionOf(seen, 1, 'accepted')],
    drift: [],
    steady_fields: [],
    decisions: [],
  }
}

/** The registry after a schema has come; the very same where that is the one that came last. */
export function withSchema(registry: StreamRegistry, seen: SeenSchema): StreamRegistry {
  const { versions, latest, accepted, contract } = registry
  const same = versions.filter(({ hash }) => hash === seen.hash)
  if (same.some(({ number }) => number === latest)) return registry
  const known = same.find(({ number, status }) => number === accepted || status !== 'accepted')
  const mayPass = known === undefined && isAllowed(contract, seen.changes)
  const version = known ?? versionOf(seen, versions.length + 1, mayPass ? 'accepted' : 'pending')
  return {
    ...registry,
    latest: version.number,
    accepted: mayPass ? version.number : accepted,
    versions: known ? versions : [...versions, version],
    drift: withDrift(registry.drift, schemaDrift(seen)),
  }
}

/**
 * The version that records are judged by: the one that came last, but the accepted one where what
 * does not fit that is discarded.
 */
export const judgingVersion = ({ contract, accepted, latest }: StreamRegistry): number =>
  contract === 'discard_row' || contract === 'discard_value' ? accepted : latest

/**
 * The version that a dead letter is judged by when it is replayed: the accepted one, but the one that
 * it came under while that waits for a person, so that it waits with the others.
 */
export function replayVersion(registry: StreamRegistry, cameUnder: string | null): number {
  const own = registry.versions.find(({ number }) => String(number) === cameUnder)
  const mayWait = judgingVersion(registry) === registry.latest
  return mayWait && own?.status === 'pending' ? own.number : registry.accepted
}

/** The newest version where it waits for a person; undefined where nothing does. */
export function waitingVersion(registry: StreamRegistry): SchemaVersion | undefined {
  const judging = judgingVersion(registry)
  return registry.versions.find(({ number, status }) => number === judging && status === 'pending')
}

/** The registry after a person accepted versions: their raw objects wait no longer. */
export function withAccepted(
  registry: StreamRegistry,
  numbers: readonly number[],
  facts: { readonly at: string; readonly note?: string },
): StreamRegistry {
  const { accepted, latest } = registry
  const newest = accepted === latest ? accepted : Math.max(...numbers)
  return {
    ...registry,
    accepted: numbers.includes(latest) ? latest : newest,
    versions: withStatus(registry.versions, numbers, 'accepted'),
    decisions: [...registry.decisions, { decision: 'accepted', versions: numbers, ...facts }],
  }
}

/** The registry after a person rejected versions: what came under them stays out. */
export function withRejected(
  registry: StreamRegistry,
  numbers: readonly number[],
  facts: { readonly at: string; readonly note?: string },
): StreamRegistry {
  return {
    ...registry,
    versions: withStatus(registry.versions, numbers, 'rejected'),
    decisions: [...registry.decisions, { decision: 'rejected', versions: numbers, ...facts }],
  }
}

/** The registry with another contract, for the changes that come from now on. */
export function withContract(
  registry: StreamRegistry,
  contract: SchemaContract,
  facts: { readonly at: string; readonly note?: string },
): StreamRegistry {
  const decision = { decision: 'contract' as const, versions: [], contract, ...facts }
  return { ...registry, contract, decisions: [...registry.decisions, decision] }
}

/** Fields whose names are data would make the registry grow without end. */
const mostDrift = 1000

/** The drift that is not known yet is added; the very same list where there is none. */
export function withDrift(
  known: readonly SchemaDrift[],
  seen: readonly SchemaDrift[],
): readonly SchemaDrift[] {
  const fresh = newDrift(known, seen).slice(0, Math.max(0, mostDrift - known.length))
  return fresh.length === 0 ? known : [...known, ...fresh]
}

/** Of what was seen, what was never seen before. */
export function newDrift(
  known: readonly SchemaDrift[],
  seen: readonly SchemaDrift[],
): SchemaDrift[] {
  // A field that no schema declares is one kind, whatever it holds.
  const kindOf = ({ kind, path, detail }: SchemaDrift) =>
    JSON.stringify(kind.startsWith('record-') ? [kind, path] : [kind, path, detail])
  const kinds = new Set(known.map(kindOf))
  return seen.filter((drift) => {
    const isNew = !kinds.has(kindOf(drift))
    kinds.add(kindOf(drift))
    return isNew
  })
}

/** Whether the raw objects of a version wait for a decision, or were decided against. */
export const isHeld = ({ versions }: Pick<StreamRegistry, 'versions'>, version: number): boolean =>
  versions.some(({ number, status }) => number === version && status !== 'accepted')

const isAllowed = (contract: SchemaContract, changes: readonly SchemaChange[]) =>
  contract === 'evolve' ? !changes.some(isBreaking) : changes.length === 0

const schemaDrift = ({ changes, at, run }: SeenSchema): SchemaDrift[] =>
  changes.map((change) => ({
    kind: `schema-${change.kind}` as const,
    path: change.path,
    detail: describeChange(change),
    first_seen_at: at,
    run,
  }))

const versionOf = (
  { hash, keyProperties, at, run, changes }: SeenSchema,
  number: number,
  status: SchemaVersion['status'],
): SchemaVersion => ({
  number,
  hash,
  key_properties: keyProperties,
  first_seen_at: at,
  run,
  status,
  changes,
})

const withStatus = (
  versions: readonly SchemaVersion[],
  numbers: readonly number[],
  status: SchemaVersion['status'],
) => versions.map((one) => (numbers.includes(one.number) ? { ...one, status } : one))
