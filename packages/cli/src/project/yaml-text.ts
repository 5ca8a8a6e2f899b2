import { isNode, LineCounter, parseDocument, stringify } from 'yaml'

/** Something that is wrong with the text itself. */
interface YamlFault {
  readonly line: number
  readonly message: string
}

/** A text in YAML that has been read. */
export interface YamlText {
  readonly value: unknown
  readonly faults: readonly YamlFault[]
  /** The line, from 1, where a value stands; of one that is missing, where its parent does. */
  lineOf(path: readonly string[]): number
}

/** Reads YAML 1.2, and keeps where everything stands. The one file that knows the library. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false })
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    message,
  }))
  return {
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    lineOf: (path) => {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true)
        const parent = document.getIn(path.slice(0, depth - 1), true)
        const key = keyOffset(parent, path[depth - 1] as string)
        if (key !== undefined) return lineAt(key)
        if (isNode(node) && node.range) return lineAt(node.range[0])
      }
      return 1
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
