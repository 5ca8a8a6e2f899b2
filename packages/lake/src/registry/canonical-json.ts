import { createHash } from 'node:crypto'

const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const mark = '\u0000number:'

/** The text of a JSON value, but that its keys are sorted and its spaces gone; every digit stays. */
export function canonicalJson(text: string): string {
  const marked = text.replace(textOrNumber, (token) =>
    token.startsWith('"') ? token : JSON.stringify(mark + token),
  )
  return written(JSON.parse(marked))
}

/** The hash of a schema together with the key of its stream: equal for equal content. */
export function schemaHash(schemaText: string, keyProperties: readonly string[]): string {
  const content = `${canonicalJson(schemaText)}\n${JSON.stringify(keyProperties)}`
  return createHash('sha256').update(content).digest('hex')
}

function written(value: unknown): string {
  if (typeof value === 'string') {
    return value.startsWith(mark) ? value.slice(mark.length) : JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${written(member)}`)
  return `{${members.join(',')}}`
}
