import { bucketsOf } from '../iceberg/bucket.ts'
import type { PartitionField } from '../iceberg/partition.ts'
import { sqlIdentifier } from './sql-literal.ts'

/**
 * SQL for the value of a partition field from the columns of a row, as text: `2026-01` for a month,
 * the number of a bucket in digits.
 */
export function partitionSql({ column, transform }: PartitionField): string {
  const value = sqlIdentifier(column)
  if (transform === 'identity') return value
  if (transform === 'month') return `strftime(${value}, '%Y-%m')`
  return `CAST((${murmur3Sql(value)} & 2147483647) % ${bucketsOf(transform)} AS VARCHAR)`
}

/** The lower 32 bits; integers are 64 bits wide here so that products of two fit. */
const low = (value: string) => `((${value}) & 4294967295)`

const times = (value: string, factor: number) => low(`(${value}) * ${factor}::UBIGINT`)

/** Written twice side by side, 32 bits rotate by one shift: no operand has to be named twice. */
const rotated = (value: string, bits: number) => low(`((${value}) * 4294967297) >> ${32 - bits}`)

const mixed = (word: string) => times(rotated(times(word, 0xcc9e2d51), 15), 0x1b873593)

/** A 32-bit word from its bytes in the other order. */
const turned = (word: string) =>
  `((${word} & 255) * 16777216 + (${word} & 65280) * 256 + ((${word} >> 8) & 65280) + (${word} >> 24))`

/** As `murmur3` of a text. Lambdas give names to what is needed twice. */
function murmur3Sql(text: string): string {
  const padded = `(encode(${text}) || '\\x00\\x00\\x00'::BLOB)`
  const length = '(octet_length(bytes) - 3)'
  const words = `list_transform(
  list_transform(range(0, octet_length(bytes) // 4),
    lambda place: bytes[place * 4 + 1:place * 4 + 4]::BIT::UINTEGER::UBIGINT),
  lambda word: ${mixed(turned('word'))})`
  const whole = `list_reduce(words[1:${length} // 4],
  lambda hash, word: ${low(`${rotated('xor(hash, word)', 13)} * 5 + 3864292196`)}, 0::UBIGINT)`
  const rest = `CASE WHEN ${length} % 4 = 0 THEN 0::UBIGINT ELSE words[${length} // 4 + 1] END`
  const first = `[xor(xor(${whole}, ${rest}), ${length}::UBIGINT)]`
  const second = `list_transform(${first}, lambda x: ${times('xor(x, x >> 16)', 0x85ebca6b)})`
  const third = `list_transform(${second}, lambda x: ${times('xor(x, x >> 13)', 0xc2b2ae35)})`
  const hash = `list_transform(${third}, lambda x: xor(x, x >> 16))[1]`
  const ofWords = `list_transform([${words}], lambda words: ${hash})[1]`
  return `list_transform([${padded}], lambda bytes: ${ofWords})[1]`
}
