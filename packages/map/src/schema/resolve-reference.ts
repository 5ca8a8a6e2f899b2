import { readFields } from '../json/fields.ts'
import { plainText } from '../json/plain-text.ts'

/** A chain of references longer than this goes in a circle. */
const longestChain = 20

const isObject = (text: string) => text.startsWith('{')

const referenceIn = (text: string): string | undefined => {
  const reference = isObject(text) ? readFields(text).get('$ref') : undefined
  return reference?.text.startsWith('"#') ? plainText(reference.text).slice(1) : undefined
}

/** A pointer stands in a URI; one that is no valid URI is taken as it is written. */
const decoded = (pointer: string): string => {
  try {
    return decodeURIComponent(pointer)
  } catch {
    return pointer
  }
}

const namesIn = (pointer: string): readonly string[] =>
  decoded(pointer)
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

const at = (root: string, pointer: string): string | undefined => {
  let text: string | undefined = root
  for (const name of namesIn(pointer)) {
    text = text !== undefined && isObject(text) ? readFields(text).get(name)?.text : undefined
  }
  return text
}

/**
 * The schema that a `$ref` into the same document stands for; a schema without one, or with one that
 * leads nowhere, is itself.
 *
 * @param text The JSON text of a schema.
 * @param root The JSON text of the whole document.
 */
export function resolveReference(text: string, root: string): string {
  let resolved = text
  for (let hops = 0; hops < longestChain; hops++) {
    const pointer = referenceIn(resolved)
    const target = pointer === undefined ? undefined : at(root, pointer)
    if (target === undefined) return resolved
    resolved = target
  }
  return resolved
}
