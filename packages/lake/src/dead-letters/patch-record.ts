import { LakeError } from '../errors.ts'
import {
  type JsonContainer,
  type JsonMember,
  openContainer,
  wholeValue,
} from '../ndjson/json-places.ts'
import { type CastType, castLiteral } from './cast-literal.ts'

/**
 * One step that mends a record. Paths are JSON pointers; `*` stands for every item of an array, or
 * every member of an object.
 *
 * - `replace` sets a value, and adds it where its object lacks it; with `match`, a regular
 *   expression, it replaces what matches in a text (`$1` names a group).
 * - `remove` takes a member or an item out.
 * - `cast` makes a value another type where that is exact.
 */
export type PatchStep =
  | {
      readonly op: 'replace'
      readonly path: string
      readonly value: string
      readonly match?: string
    }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'cast'; readonly path: string; readonly to: CastType }

/** A step could not be done to a record; `path` and `keyword` say which. */
export class PatchError extends LakeError {
  readonly path: string
  readonly keyword: string

  constructor(path: string, keyword: string, message: string) {
    super('LAKE_PATCH', message)
    this.path = path
    this.keyword = keyword
  }
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Mends the JSON text of a record. What no step touches keeps its bytes: spaces, escapes, the order
 * of keys and every digit.
 *
 * @param steps done one after the other. The `value` of a replace is JSON text; with `match`, plain text.
 * @throws {PatchError} where the text is no JSON, or a step cannot be done exactly.
 * @example
 * patchRecord('{"id":1, "total":12345678901234567.10}', [{ op: 'cast', path: '/total', to: 'string' }])
 * // '{"id":1, "total":"12345678901234567.10"}'
 */
export function patchRecord(text: string, steps: readonly PatchStep[]): string {
  if (steps.length === 0) return text
  try {
    JSON.parse(text)
  } catch {
    throw new PatchError('', 'json', 'The record is not JSON, so no step can mend it.')
  }
  return steps.reduce(patched, text)
}

function patched(text: string, step: PatchStep): string {
  const parts = pointerParts(step.path)
  const last = parts.pop()
  if (last === undefined) return text
  const edits = containersAt(text, wholeValue(text).start, parts).flatMap((container) =>
    editsOf(text, container, last, step),
  )
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text)
}

function editsOf(text: string, container: JsonContainer, name: string, step: PatchStep): Edit[] {
  const isMeant = (member: JsonMember) => isNamed(container, member, name)
  const meant = container.members.filter(isMeant)
  if (step.op === 'remove') return removals(container, isMeant)
  if (step.op === 'replace' && step.match === undefined) {
    const put = step.value
    if (meant.length > 0) return meant.map(({ value }) => ({ ...value, text: put }))
    if (container.isArray || name === '*') return []
    const at = container.members.at(-1)?.end ?? container.start + 1
    const comma = container.members.length > 0 ? ',' : ''
    return [{ start: at, end: at, text: `${comma}${JSON.stringify(name)}:${put}` }]
  }
  return meant.map(({ value }) => {
    const literal = text.slice(value.start, value.end)
    return { ...value, text: step.op === 'cast' ? cast(literal, step) : matched(literal, step) }
  })
}

function cast(literal: string, { path, to }: PatchStep & { op: 'cast' }): string {
  const done = castLiteral(literal, to)
  if (done !== undefined) return done
  throw new PatchError(path, 'cast', `The value cannot be cast to ${to} without changing it.`)
}

function matched(literal: string, { match = '', value }: PatchStep & { op: 'replace' }): string {
  if (!literal.startsWith('"')) return literal
  const content = JSON.parse(literal) as string
  const done = content.replace(new RegExp(match, 'gu'), value)
  return done === content ? literal : JSON.stringify(done)
}

/** What must go so that the members go, and with each one comma. */
function removals({ members }: JsonContainer, isMeant: (member: JsonMember) => boolean): Edit[] {
  const firstKept = members.findIndex((member) => !isMeant(member))
  const leading = firstKept < 0 ? members.length : firstKept
  const first = members[0]
  const edits: Edit[] = []
  if (first && leading > 0) {
    const end = members[leading]?.start ?? members[leading - 1]?.end ?? first.end
    edits.push({ start: first.start, end, text: '' })
  }
  for (const [index, member] of members.entries()) {
    const before = members[index - 1]
    if (index > leading && before && isMeant(member)) {
      edits.push({ start: before.end, end: member.end, text: '' })
    }
  }
  return edits
}

/** The objects and arrays at a path. */
function containersAt(text: string, start: number, parts: readonly string[]): JsonContainer[] {
  const container = openContainer(text, start)
  if (container === undefined) return []
  const [name, ...rest] = parts
  if (name === undefined) return [container]
  return container.members
    .filter((member) => isNamed(container, member, name))
    .flatMap(({ value }) => containersAt(text, value.start, rest))
}

const isNamed = ({ isArray, members }: JsonContainer, member: JsonMember, name: string) =>
  name === '*' || (isArray ? String(members.indexOf(member)) === name : member.name === name)

const pointerParts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
