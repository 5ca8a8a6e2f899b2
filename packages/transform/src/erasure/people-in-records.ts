import { isUtf8 } from 'node:buffer'
import { type JsonKept, pruneJson } from '@descant/lake'
import { recordNodeOf } from '../identity/people.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Model } from '../model/define-model.ts'
import type { SourceStream } from '../model/define-source.ts'
import { type Expression, partsOf } from '../model/expression.ts'
import { evaluateExpression } from './evaluate-expression.ts'
import { identifiersIn, scalarsOf } from './identifiers-in.ts'
import { type SuppressionList, suppressedIdentifier } from './suppression-list.ts'

/** Whose records are looked through, and for whom. */
export interface PeopleSearch {
  readonly customer: string
  readonly model: Model
  /** The type of each provider's source, where its name is not the type itself. */
  readonly sources?: Readonly<Record<string, string>> | undefined
  readonly suppression: SuppressionList
}

/** What is to become of a record's bytes: they stay, they go, or some of them do. */
export type RecordVerdict = 'stays' | 'goes' | { readonly kept: string }

/**
 * Finds people who are to be forgotten in raw records of one stream. A record that is a person, or of a
 * stream that no table is made of, goes; one that is about a person, as an order is, keeps what the
 * columns that tell of nobody are made of.
 */
export function peopleInRecords(
  { customer, model, sources = {}, suppression }: PeopleSearch,
  provider: string,
  stream: string,
): (record: Buffer) => RecordVerdict {
  const type = Object.hasOwn(sources, provider) ? (sources[provider] as string) : provider
  const mapping = model.sources.get(type)?.streams.find(({ name }) => name === stream)
  const entity = model.entities.find(({ name }) => name === mapping?.entity.name)
  const node = mapping && entity && nodeOf(mapping, entity, provider)
  const kept = mapping && entity?.about && keptOf(mapping, entity)
  const isSuppressed = (identifier: string) =>
    suppression.identifiers.has(suppressedIdentifier(customer, identifier))
  return (bytes) => {
    const text = isUtf8(bytes) ? bytes.toString() : bytes.toString('latin1')
    const record = parsed(text)
    const own = record === undefined ? undefined : node?.(record)
    const scalars = record === undefined ? [text] : scalarsOf(record)
    const isFound =
      (own !== undefined && isSuppressed(`n:${own}`)) ||
      [...identifiersIn(scalars)].some(isSuppressed)
    if (!isFound) return 'stays'
    return kept === undefined || record === undefined ? 'goes' : { kept: pruneJson(text, kept) }
  }
}

/** The node of the person that a record is, or is about. */
function nodeOf({ columns }: SourceStream, entity: Entity, provider: string) {
  const prefix = entity.person?.nodePrefix ?? entity.about?.nodePrefix
  const id = entity.about?.id ?? entity.key.find((name) => name !== 'provider') ?? ''
  const expression = columns[id]
  return (record: unknown): string | undefined => {
    const value = expression && evaluateExpression(expression, record)
    return prefix === undefined || value === undefined
      ? undefined
      : recordNodeOf(prefix, provider, value)
  }
}

/** The fields of a record that columns are made of which tell of nobody, and what the target appended. */
function keptOf({ columns, children }: SourceStream, entity: Entity): JsonKept {
  const personal = new Set(entity.about?.personal)
  const tree: Record<string, unknown> = {
    _sdc_extracted_at: true,
    _sdc_received_at: true,
    _sdc_batched_at: true,
    _sdc_sequence: true,
    _sdc_table_version: true,
    _sdc_deleted_at: true,
  }
  for (const [name, expression] of Object.entries(columns)) {
    if (!personal.has(name)) keep(tree, expression)
  }
  for (const child of children) {
    const items: Record<string, unknown> = {}
    for (const expression of Object.values(child.columns)) keep(items, expression)
    put(tree, child.list.path, [items])
  }
  return tree as JsonKept
}

function keep(tree: Record<string, unknown>, expression: Expression): void {
  for (const path of fieldsOf(expression)) put(tree, path, true)
}

function put(tree: Record<string, unknown>, path: readonly string[], leaf: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    tree[name] = leaf
    return
  }
  const inner = tree[name]
  if (inner === true) return
  tree[name] ??= {}
  put(tree[name] as Record<string, unknown>, rest, leaf)
}

const fieldsOf = (expression: Expression): (readonly string[])[] =>
  expression.kind === 'field' ? [expression.path] : partsOf(expression).flatMap(fieldsOf)

/** Integers beyond what a double holds become texts, so that an id is compared as it stands. */
function parsed(text: string): unknown {
  const exact = /\d{16}/.test(text)
    ? text.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"')
    : text
  for (const candidate of [exact, text]) {
    try {
      return JSON.parse(candidate)
    } catch {
      // What a number was quoted in was no JSON any more, or the record is none.
    }
  }
  return undefined
}
