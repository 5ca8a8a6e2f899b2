import type {
  DuckDBBlobValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBValueConverter,
} from '@duckdb/node-api'
import { microsToIso } from '../iso-micros.ts'

/** The widest time that JavaScript's calendar holds; DuckDB's infinities lie beyond. */
const mostMicros = 8_640_000_000_000_000_000n

/** Turns values of DuckDB into plain JavaScript; what each type becomes is told at `Duck.rows`. */
export function plainValues(
  duckdb: typeof import('@duckdb/node-api'),
): DuckDBValueConverter<unknown> {
  const { DuckDBTypeId } = duckdb
  const standard = duckdb.JSDuckDBValueConverter as unknown as DuckDBValueConverter<unknown>
  const asText = new Set<number>([
    DuckDBTypeId.DECIMAL,
    DuckDBTypeId.DATE,
    DuckDBTypeId.TIME,
    DuckDBTypeId.TIME_NS,
    DuckDBTypeId.TIME_TZ,
    DuckDBTypeId.INTERVAL,
    DuckDBTypeId.TIMESTAMP_S,
    DuckDBTypeId.TIMESTAMP_MS,
    DuckDBTypeId.TIMESTAMP_NS,
    DuckDBTypeId.BIT,
  ])
  return (value, type, convert) => {
    if (value === null) return null
    switch (type.typeId) {
      case DuckDBTypeId.TIMESTAMP_TZ:
        return isoTime((value as DuckDBTimestampTZValue).micros)
      case DuckDBTypeId.TIMESTAMP:
        return isoTime((value as DuckDBTimestampValue).micros).replace('Z', '')
      case DuckDBTypeId.BLOB:
        return Buffer.from((value as DuckDBBlobValue).bytes)
      default:
        return asText.has(type.typeId) ? String(value) : standard(value, type, convert)
    }
  }
}

function isoTime(micros: bigint): string {
  if (micros > mostMicros) return 'infinity'
  return micros < -mostMicros ? '-infinity' : microsToIso(micros)
}
