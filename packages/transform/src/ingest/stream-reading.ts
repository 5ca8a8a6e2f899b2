import { type Duck, DuckError } from '@descant/lake/duckdb'
import type { SourceStream } from '../model/define-source.ts'
import type { Dialect } from '../sql/dialect.ts'
import { mapRecords } from '../sql/map-records.ts'
import { type RawRelation, rawRelation } from './raw-relation.ts'
import type { Parking } from './write-dead-letters.ts'

/** Where the records of one stream of one provider are read into. */
export interface StreamReading {
  readonly duck: Duck
  readonly dialect: Dialect
  /** The name of the table that is made: what `mapRecords` says, refused records included. */
  readonly relation: string
  readonly provider: string
  readonly stream: SourceStream
  /** Whether a value that its column does not take is left out, and its record goes on. */
  readonly discardsValues?: boolean
  readonly parking: Parking
  /** A folder for files that are laid out anew. */
  readonly directory: string
}

/** The query that reads files as mapped records. */
function mapped(
  { dialect, stream, provider, discardsValues = false }: StreamReading,
  files: RawRelation['files'],
): string {
  const relation = rawRelation({ files, shape: stream.raw })
  return mapRecords(dialect, stream, provider, relation, { discardsValues, childrenApart: true })
}

/** Makes the table of what is read of files; gives back whether DuckDB took them all. Else there is none. */
export const create = (reading: StreamReading, files: RawRelation['files']): Promise<boolean> =>
  isTaken(reading, `CREATE OR REPLACE TEMP TABLE ${reading.relation} AS`, files)

/** Reads files into the table; gives back whether DuckDB took them all. Else it took none. */
export const insert = (reading: StreamReading, files: RawRelation['files']): Promise<boolean> =>
  isTaken(reading, `INSERT INTO ${reading.relation}`, files)

async function isTaken(
  reading: StreamReading,
  into: string,
  files: RawRelation['files'],
): Promise<boolean> {
  if (files.length === 0) return true
  try {
    await reading.duck.run(`${into} ${mapped(reading, files)}`)
    return true
  } catch (error) {
    if (isDataFault(error)) return false
    throw error
  }
}

/**
 * Whether it is the data that DuckDB could not read, and not its memory, a full disk or our SQL:
 * only for data may records be parked.
 */
const isDataFault = (error: unknown): boolean =>
  error instanceof DuckError && ['Invalid Input', 'Conversion', 'Out of Range'].includes(error.kind)
