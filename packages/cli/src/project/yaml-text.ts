import { isNode, LineCounter, parseDocument, stringify, visit } from 'yaml'

/** A place in a text, from 1, as editors count. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** Something that is wrong with the text itself. */
interface YamlFault extends TextPlace {
  readonly message: string
}

/** A text in YAML that has been read. */
export interface YamlText {
  readonly value: unknown
  readonly faults: readonly YamlFault[]
  /** Where a member stands; of one that is missing, where its parent does. */
  placeOf(path: readonly string[]): TextPlace
  /** Where a text first stands within a value; undefined where it stands nowhere. */
  placeOfText(text: string): TextPlace | undefined
}

/** Reads YAML 1.2, and keeps where everything stands. The one file that knows the library. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false })
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const faults = [...document.errors, ...document.warnings].map(({ code, pos, message }) => ({
    ...placeAt(pos[0]),
    message:
      code === 'DUPLICATE_KEY'
        ? 'stands here for the second time: give it another name, or take one away'
        : message,
  }))
  return {
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    placeOf: (path) => {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true)
        const parent = document.getIn(path.slice(0, depth - 1), true)
        const key = keyOffset(parent, path[depth - 1] as string)
        if (key !== undefined) return placeAt(key)
        if (isNode(node) && node.range) return placeAt(node.range[0])
      }
      return placeAt(0)
    },
    placeOfText: (wanted) => {
      let found: TextPlace | undefined
      visit(document, {
        Scalar: (key, { value, range }) => {
          if (key === 'key' || !range || !String(value).includes(wanted)) return undefined
          found = placeAt(range[0])
          return visit.BREAK
        },
      })
      return found
    },
  }
}

/** Where the name of a member stands: its value may begin lines below. */
const keyOffset = (parent: unknown, name: string): number | undefined => {
  const items = (parent as { items?: readonly { key?: unknown }[] } | undefined)?.items ?? []
  const found = items.find(
    ({ key }) => isNode(key) && String((key as { value?: unknown }).value) === name,
  )
  return isNode(found?.key) ? found.key.range?.[0] : undefined
}

/**
 * Writes a value as YAML that people read: long commands as blocks, nothing by anchors.
 *
 * @param comment stands above it, a line each.
 */
export function writeYaml(value: unknown, comment: readonly string[] = []): string {
  const lines = comment.map((line) => `# ${line}\n`).join('')
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
  return `${lines}${text}`
}
