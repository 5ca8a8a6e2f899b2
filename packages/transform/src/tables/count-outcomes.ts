import type { Duck } from '@descant/lake/duckdb'
import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { sameKey } from '../sql/select.ts'
import { type MappedInput, validRecords } from './latest-records.ts'

/** What became of the records of one stream. */
export interface RecordCounts {
  /** Lines of the raw objects, broken ones included. */
  readonly records: number
  /** Records that are rows of the table now. */
  readonly kept: number
  /** Records that a newer version of the same record stands for. */
  readonly superseded: number
  /** Deletions, and records that a complete full extraction no longer saw. */
  readonly deleted: number
  /** Records that were parked. */
  readonly deadLetters: number
}

/** Rows of a table, counted twice: as they are, and as they should be. */
export interface RowCounts {
  readonly rows: number
  readonly expected: number
}

/**
 * Counts what became of the records of one input, each way on its own, so that the sum proves
 * something. Lines that were no record are not among them.
 */
export async function countRecords(
  duck: Duck,
  dialect: Dialect,
  input: MappedInput,
): Promise<RecordCounts> {
  const [all] = await duck.rows<Tally>(inputQuery(dialect, input))
  const [newest] = await duck.rows<Tally>(outcomeQuery(dialect, input))
  return recordCounts(all, newest)
}

/** A row of counts, as an engine gives it. */
export type Tally = Readonly<Record<string, bigint | number>>

/** The query for `records`, `valid` and `keys` of one input. */
export function inputQuery(dialect: Dialect, input: MappedInput): string {
  const key = input.stream.entity.key.map(dialect.identifier).join(', ')
  const valid = validRecords(dialect, [input])
  return `SELECT (SELECT count(*) FROM ${input.relation}) AS records,
  (SELECT count(*) FROM ${valid} v) AS valid,
  (SELECT count(*) FROM (SELECT DISTINCT ${key} FROM ${valid} v) k) AS keys`
}

/** The query for how many of an input's newest versions are `kept`, `beaten` and `deleted`. */
export function outcomeQuery(dialect: Dialect, input: MappedInput): string {
  const { entity } = input.stream
  return `SELECT count(*) FILTER (WHERE NOT won) AS beaten,
  count(*) FILTER (WHERE won AND (_deleted OR NOT stays)) AS deleted,
  count(*) FILTER (WHERE won AND NOT _deleted AND stays) AS kept
FROM (
  SELECT d._deleted, ${isIn(dialect, entity, 'winners', 'd')} AS won, ${isIn(dialect, entity, 'merged', 'd')} AS stays
  FROM ${entity.name}_delta d WHERE d._input = ${input.number}
) outcomes`
}

/** What became of an input's records, from the rows of the two queries. */
export function recordCounts(all: Tally = {}, newest: Tally = {}): RecordCounts {
  const { records = 0, valid = 0, keys = 0 } = all
  const { kept = 0, beaten = 0, deleted = 0 } = newest
  return {
    records: Number(records),
    kept: Number(kept),
    superseded: Number(valid) - Number(keys) + Number(beaten),
    deleted: Number(deleted),
    deadLetters: Number(records) - Number(valid),
  }
}

/** Counts the rows of a merged table, and those it should have: kept ones, and old ones that stay. */
export async function countRows(
  duck: Duck,
  dialect: Dialect,
  entity: Entity,
  kept: number,
): Promise<RowCounts> {
  const [found] = await duck.rows<Tally>(rowQuery(dialect, entity))
  return { rows: Number(found?.rows), expected: kept + Number(found?.stayed) }
}

/** The query for the `rows` of a merged table, and for those that `stayed`. */
export const rowQuery = (dialect: Dialect, entity: Entity): string =>
  `SELECT (SELECT count(*) FROM ${entity.name}_merged) AS rows,
  (SELECT count(*) FROM ${entity.name}_current c
    WHERE NOT ${isIn(dialect, entity, 'winners', 'c')} AND ${isIn(dialect, entity, 'merged', 'c')}) AS stayed`

const isIn = (dialect: Dialect, entity: Entity, step: 'winners' | 'merged', relation: string) =>
  `EXISTS (SELECT 1 FROM ${entity.name}_${step} x WHERE ${sameKey(dialect, 'x', relation, entity.key)})`
