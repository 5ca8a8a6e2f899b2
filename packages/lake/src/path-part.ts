import { createHash } from 'node:crypto'

const plain = /^[A-Za-z0-9_.-]$/
const plainWithoutUnderscore = /^[A-Za-z0-9.-]$/
const surrogate = /^[\uD800-\uDFFF]$/
/** Names that Windows keeps for devices, alone or before a dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
const emptyName = '~empty'
const cutMark = '~~'
const hashLength = 32

/**
 * Encodes any name as one part of a path that is safe on S3, in Hive partitions, for Spark and on
 * every file system.
 *
 * Letters, digits, '_', '.' and '-' stay; every other character becomes '~' and two hexadecimal
 * digits for each of its UTF-8 bytes ('~' because it is unreserved in URLs, so no client escapes it
 * again). A leading '_' or '.' (Spark passes over such files), a trailing '.' and the first letter
 * of a Windows device name are encoded too. Two names never give one part, except that a name too
 * long is cut and ends in '~~' and its hash. The result is never empty, '.' or '..'.
 *
 * @param limit the most bytes that the part may have.
 * @default limit 200
 * @example
 * encodePathPart('order items/2') // 'order~20items~2F2'
 */
export function encodePathPart(name: string, limit = 200): string {
  return encodePart(name, limit, plain)
}

/** As `encodePathPart`, with every '_' encoded: for parts that '_' sets apart from others. */
export function encodeWithoutUnderscore(name: string, limit: number): string {
  return encodePart(name, limit, plainWithoutUnderscore)
}

function encodePart(name: string, limit: number, kept: RegExp): string {
  if (name === '') return emptyName
  const pieces = Array.from(name, (character) =>
    kept.test(character) ? character : escaped(character),
  )
  const last = pieces.length - 1
  if (pieces[0] === '_' || pieces[0] === '.' || deviceName.test(name)) {
    pieces[0] = escaped(name.charAt(0))
  }
  if (pieces[last] === '.') pieces[last] = escaped('.')
  const encoded = pieces.join('')
  return encoded.length <= limit ? encoded : cut(pieces, name, limit)
}

/** The name that a part encodes. A part that was cut, or that we did not write, is given back as it is. */
export function decodePathPart(part: string): string {
  if (part === emptyName) return ''
  if (part.includes(cutMark)) return part
  const decoded = part.replace(/(?:~[0-9A-F]{2})+|~u[0-9A-F]{4}/g, (escapes) =>
    escapes.startsWith('~u')
      ? String.fromCharCode(Number.parseInt(escapes.slice(2), 16))
      : Buffer.from(escapes.replaceAll('~', ''), 'hex').toString(),
  )
  const isOurs = [plain, plainWithoutUnderscore].some(
    (kept) => encodePart(decoded, part.length, kept) === part,
  )
  return isOurs ? decoded : part
}

function escaped(character: string): string {
  if (surrogate.test(character)) return `~u${character.charCodeAt(0).toString(16).toUpperCase()}`
  return [...Buffer.from(character)]
    .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}

function cut(pieces: readonly string[], name: string, limit: number): string {
  const hash = createHash('sha256').update(name, 'utf16le').digest('hex').slice(0, hashLength)
  let kept = ''
  for (const piece of pieces) {
    if (kept.length + piece.length > limit - cutMark.length - hashLength) break
    kept += piece
  }
  return kept + cutMark + hash
}
