import { openContainer, wholeValue } from './json-places.ts'

/** What is kept of a JSON text: `true` all of a value, an object these members, a list of one each item so. */
export type JsonKept = true | readonly [JsonKept] | { readonly [member: string]: JsonKept }

/**
 * Leaves out of a JSON text all that is not to be kept; what stays, stays to the byte. Where the text
 * has another form than what is to be kept, the value goes.
 *
 * @example
 * pruneJson('{"id":1.0,"name":"Ann","lines":[{"sku":"a","note":"x"}]}', { id: true, lines: [{ sku: true }] })
 * // '{"id":1.0,"lines":[{"sku":"a"}]}'
 */
export function pruneJson(text: string, kept: JsonKept): string {
  return prune(text, wholeValue(text).start, kept) ?? 'null'
}

function prune(text: string, start: number, kept: JsonKept): string | undefined {
  const container = openContainer(text, start)
  if (kept === true) {
    return text.slice(start, container?.end ?? start + wholeValue(text.slice(start)).end)
  }
  if (container === undefined) return text.startsWith('null', start) ? 'null' : undefined
  if (isList(kept)) {
    if (!container.isArray) return undefined
    const items = container.members.map(({ value }) => prune(text, value.start, kept[0]))
    return `[${items.filter((item) => item !== undefined).join(',')}]`
  }
  if (container.isArray) return undefined
  const members = container.members.flatMap(({ start, name = '', value }) => {
    const inner = Object.hasOwn(kept, name) ? kept[name] : undefined
    const left = inner === undefined ? undefined : prune(text, value.start, inner)
    return left === undefined ? [] : [`${text.slice(start, value.start)}${left}`]
  })
  return `{${members.join(',')}}`
}

const isList = (kept: JsonKept): kept is readonly [JsonKept] => Array.isArray(kept)
