import { isoToMicros, microsToIso } from '../iso-micros.ts'
import { decimalDigits, type ScalarType } from './table-column.ts'

/** As Iceberg's own writers cut them: enough to pass over files, and little of the data itself. */
const stringBoundLength = 16
const dayMilliseconds = 86_400_000

/**
 * A bound of a column in Iceberg's single-value binary form (spec, appendix D), or undefined where
 * the text is no such value. A long string is cut; an upper bound is then raised over the rest.
 */
export function encodeBound(
  type: ScalarType,
  text: string,
  side: 'lower' | 'upper',
): Buffer | undefined {
  switch (type) {
    case 'string':
      return stringBound(text, side)
    case 'int':
      return integer(text, 32)
    case 'long':
      return integer(text, 64)
    case 'double':
      return double(Number(text))
    case 'boolean':
      return /^(true|1)$/.test(text)
        ? Buffer.of(1)
        : /^(false|0)$/.test(text)
          ? Buffer.of(0)
          : undefined
    case 'date': {
      const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
      return Number.isNaN(day) ? undefined : integer(String(day / dayMilliseconds), 32)
    }
    case 'timestamptz': {
      const micros = isoToMicros(text)
      return micros === undefined ? undefined : integer(String(micros), 64)
    }
    default:
      return decimalBound(text, decimalDigits(type)?.scale ?? 0)
  }
}

/** The text of a bound, or undefined where its bytes are none of that type. */
export function decodeBound(type: ScalarType, bytes: Buffer): string | undefined {
  switch (type) {
    case 'string':
      return bytes.toString()
    case 'int':
    case 'long':
      return littleEndian(bytes)?.toString()
    case 'double':
      return bytes.length === 8 ? String(bytes.readDoubleLE()) : undefined
    case 'boolean':
      return bytes.length === 1 ? String(bytes[0] !== 0) : undefined
    case 'date': {
      const days = littleEndian(bytes)
      return days === undefined ? undefined : isoDay(Number(days))
    }
    case 'timestamptz': {
      const micros = littleEndian(bytes)
      return micros === undefined ? undefined : microsToIso(micros)
    }
    default:
      return decimalText(bytes, decimalDigits(type)?.scale ?? 0)
  }
}

const isoDay = (days: number) => new Date(days * dayMilliseconds).toISOString().replace(/T.*/, '')

/** A column that was widened from int to long has bounds of either length. */
function littleEndian(bytes: Buffer): bigint | undefined {
  if (bytes.length === 4) return BigInt(bytes.readInt32LE())
  return bytes.length === 8 ? bytes.readBigInt64LE() : undefined
}

function integer(text: string, bits: 32 | 64): Buffer | undefined {
  if (!/^-?\d+$/.test(text)) return undefined
  const value = BigInt(text)
  if (BigInt.asIntN(bits, value) !== value) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(value)
  return bytes.subarray(0, bits / 8)
}

function double(value: number): Buffer | undefined {
  if (!Number.isFinite(value)) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

function stringBound(text: string, side: 'lower' | 'upper'): Buffer | undefined {
  const characters = [...text]
  if (characters.length <= stringBoundLength) return Buffer.from(text)
  const kept = characters.slice(0, stringBoundLength)
  if (side === 'lower') return Buffer.from(kept.join(''))
  while (kept.length > 0) {
    const next = nextCodePoint(kept.pop()?.codePointAt(0) ?? 0)
    if (next !== undefined) return Buffer.from(kept.join('') + String.fromCodePoint(next))
  }
  return undefined
}

/** Surrogates are no characters, and nothing comes after the last code point. */
function nextCodePoint(codePoint: number): number | undefined {
  if (codePoint === 0xd7ff) return 0xe000
  return codePoint === 0x10ffff ? undefined : codePoint + 1
}

function decimalBound(text: string, scale: number): Buffer | undefined {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  if (whole === undefined || fraction.length > scale) return undefined
  const unscaled = BigInt(whole + fraction.padEnd(scale, '0'))
  return twosComplement(sign === '-' ? -unscaled : unscaled)
}

/** Big-endian, in as few bytes as hold the sign. */
function twosComplement(value: bigint): Buffer {
  let bytes = 1
  while (BigInt.asIntN(bytes * 8, value) !== value) bytes += 1
  const hex = BigInt.asUintN(bytes * 8, value).toString(16)
  return Buffer.from(hex.padStart(bytes * 2, '0'), 'hex')
}

function decimalText(bytes: Buffer, scale: number): string | undefined {
  if (bytes.length === 0) return undefined
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`))
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const point = digits.length - scale
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return unscaled < 0n ? `-${text}` : text
}
