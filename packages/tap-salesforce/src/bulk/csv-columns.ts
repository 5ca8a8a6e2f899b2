import type { FieldKind } from '../discovery/field-kind.ts'
import type { RecordPlan } from '../record/record-plan.ts'
import { BrokenResultError } from './broken-result-error.ts'

/** How the bytes of a value are written; numbers, so that the loop over bytes compares no text. */
export const way = { text: 0, moment: 1, decimal: 2, bare: 3, day: 4, time: 5 } as const

const ways: Readonly<Record<FieldKind, number>> = {
  text: way.text,
  literal: way.text,
  base64: way.text,
  compound: way.text,
  time: way.time,
  date: way.day,
  datetime: way.moment,
  decimal: way.decimal,
  integer: way.bare,
  boolean: way.bare,
}

/** What the loop needs of the columns of a file, by their place in it. */
export interface CsvColumns {
  readonly count: number
  /** For each column, see {@link way}. */
  readonly ways: Uint8Array
  /** For each column whether nothing is null, and not an empty text. */
  readonly emptyIsNull: Uint8Array
  /** For each column whether it is a member of the record. */
  readonly isWritten: Uint8Array
  /**
   * What stands before each value, its opening quote included, as `,"Name":"`: four bytes a number,
   * the last one filled up, since they are written so many more times than values.
   */
  readonly prefixes: Uint32Array
  /** Where the prefix of each column begins, and after the last one where it ends. */
  readonly prefixStarts: Uint32Array
  /** How many bytes the prefix of each column has. */
  readonly prefixBytes: Uint32Array
  /** Where in the file the stamp and the mark of deletion are; -1 where they are not. */
  readonly stamp: number
  readonly isDeleted: number
  readonly compounds: readonly CsvCompound[]
  /** The most bytes that a record has beside its values. */
  readonly fixedBytes: number
}

interface CsvCompound {
  /** As `,"BillingAddress":` */
  readonly prefix: Uint8Array
  readonly members: readonly { readonly prefix: Uint8Array; readonly column: number }[]
}

/** A decimal of five letters, as 1E-99, can take so many when it is written out. */
const mostDecimalDigits = 128

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

/** Bytes as numbers of four, the first one lowest. */
const wordsOf = (bytes: Uint8Array): number[] => {
  const filled = Buffer.alloc(4 * Math.ceil(bytes.length / 4))
  filled.set(bytes)
  return Array.from({ length: filled.length / 4 }, (_, word) => filled.readUInt32LE(4 * word))
}

/**
 * Matches the header of a file to what was asked for.
 *
 * @throws BrokenResultError where a column that was asked for is not there.
 */
export function csvColumns(plan: RecordPlan, header: readonly string[]): CsvColumns {
  const places = new Map(header.map((name, index) => [name.toLowerCase(), index]))
  const placeOf = (index: number | undefined): number => {
    const name = index === undefined ? undefined : plan.columns[index]?.name
    return name === undefined ? -1 : (places.get(name.toLowerCase()) ?? -1)
  }
  const missing = plan.columns.find((_, index) => placeOf(index) < 0)
  if (missing) throw columnMissing(plan.object.name, missing.name)
  const inFile = header.map((name) =>
    plan.columns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
  )
  const prefixes = inFile.map((column) =>
    bytesOf(column?.isWritten ? `,${JSON.stringify(column.name)}:"` : '"'),
  )
  const words = prefixes.map(wordsOf)
  const starts = [0]
  for (const { length } of words) starts.push((starts.at(-1) as number) + length)
  const compounds = plan.compounds.map(({ name, members }) => ({
    prefix: bytesOf(`,${JSON.stringify(name)}:`),
    members: members.map(({ member, column }, index) => ({
      prefix: bytesOf(`${index === 0 ? '{' : ','}${JSON.stringify(member)}:`),
      column: placeOf(column),
    })),
  }))
  const compoundBytes = compounds
    .flatMap(({ prefix, members }) => [prefix, ...members.map((member) => member.prefix)])
    .reduce((sum, { length }) => sum + length + 8, 0)
  return {
    count: header.length,
    ways: Uint8Array.from(inFile, (column) => ways[column?.kind ?? 'text']),
    emptyIsNull: Uint8Array.from(inFile, (column) => Number(column?.emptyIsNull ?? true)),
    isWritten: Uint8Array.from(inFile, (column) => Number(column?.isWritten ?? false)),
    prefixes: Uint32Array.from(words.flat()),
    prefixStarts: Uint32Array.from(starts),
    prefixBytes: Uint32Array.from(prefixes, ({ length }) => length),
    stamp: placeOf(plan.stamp),
    isDeleted: placeOf(plan.isDeleted),
    compounds,
    fixedBytes:
      4 * (starts.at(-1) as number) + mostDecimalDigits * header.length + compoundBytes + 128,
  }
}

const columnMissing = (object: string, column: string) =>
  new BrokenResultError(
    `The Bulk result of ${object} lacks the column ${column}, which was asked for.`,
    { isRetryable: false },
  )
