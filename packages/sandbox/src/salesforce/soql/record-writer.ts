import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Row, Value } from '../store/row.ts'
import { climb } from './field-path.ts'
import type { Selected } from './projection.ts'
import type { QueryScope } from './query-context.ts'
import { jsonValue } from './render-value.ts'

/** What is selected of a record, and below the names of parents, of those. */
interface Selection extends Map<string, Selection | Selected> {}

/** Writes a record that was reached from another, which the query is about. */
type WriteFrom = (at: Row, own: Row) => string

/** A record as REST writes it, its parents nested. */
export function recordWriter(
  scope: QueryScope,
  object: ObjectDefinition,
  base: string,
  selection: readonly Selected[],
): (row: Row) => string {
  const write = compileSelection(scope, [object], base, nested(selection))
  return (row) => write(row, row)
}

function compileSelection(
  scope: QueryScope,
  objects: readonly ObjectDefinition[],
  base: string,
  selection: Selection,
): WriteFrom {
  const members = [...selection].map(([name, member]) => {
    const write =
      member instanceof Map
        ? compileParent(scope, objects, base, name, member)
        : compileMember(base, member, (at) => objectOf(at, objects))
    return [JSON.stringify(name), write] as const
  })
  return (at, own) => {
    const type = objectOf(at, objects)
    const url = `${base}/sobjects/${type}/${at.Id ?? ''}`
    let text = `{"attributes":{"type":${JSON.stringify(type)},"url":${JSON.stringify(url)}}`
    for (const [name, write] of members) text += `,${name}:${write(at, own)}`
    return `${text}}`
  }
}

function compileParent(
  scope: QueryScope,
  objects: readonly ObjectDefinition[],
  base: string,
  relationship: string,
  selection: Selection,
): WriteFrom {
  const step = climb(scope, objects, relationship)
  if (step === undefined) return () => 'null'
  const write = compileSelection(scope, step.objects, base, selection)
  return (at, own) => {
    const parent = step.climb(at)
    return parent === undefined ? 'null' : write(parent, own)
  }
}

function compileMember(
  base: string,
  { field, json, read }: Selected,
  typeOf: (at: Row) => string,
): WriteFrom {
  if (json !== undefined) return (_at, own) => json(own)
  if (field.type !== 'base64') return (_at, own) => jsonValue(field, read(own))
  // A file is not in the answer: its place is told.
  const place = (at: Row, value: Value) =>
    value === null ? null : `${base}/sobjects/${typeOf(at)}/${at.Id}/${field.name}`
  return (at, own) => jsonValue(field, place(at, read(own)))
}

/** Which of several objects a record is of: its id tells. */
function objectOf(row: Row, objects: readonly ObjectDefinition[]): string {
  const prefix = String(row.Id).slice(0, 3)
  return (objects.find(({ keyPrefix }) => keyPrefix === prefix) ?? objects[0])?.name ?? ''
}

function nested(selection: readonly Selected[]): Selection {
  const root: Selection = new Map()
  for (const selected of selection) {
    let node = root
    for (const parent of selected.parents) {
      let next = node.get(parent)
      if (!(next instanceof Map)) {
        next = new Map()
        node.set(parent, next)
      }
      node = next
    }
    node.set(selected.name.split('.').at(-1) as string, selected)
  }
  return root
}
