const quote = 34
const backslash = 92
const comma = 44
const opens = (code: number) => code === 123 || code === 91
const closes = (code: number) => code === 125 || code === 93

/**
 * Cuts an array into the texts of its items.
 *
 * @param text The JSON text of an array, without white space around it.
 * @example
 * readItems('[1.0, {"a":[2]}]') // ['1.0', '{"a":[2]}']
 */
export function readItems(text: string): string[] {
  const inside = text.slice(1, -1)
  if (inside.trim() === '') return []
  const items: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < inside.length; at++) {
    const code = inside.charCodeAt(at)
    if (code === quote) {
      at++
      while (at < inside.length && inside.charCodeAt(at) !== quote) {
        at += inside.charCodeAt(at) === backslash ? 2 : 1
      }
    } else if (opens(code)) depth++
    else if (closes(code)) depth--
    else if (code === comma && depth === 0) {
      items.push(inside.slice(start, at).trim())
      start = at + 1
    }
  }
  items.push(inside.slice(start).trim())
  return items
}
