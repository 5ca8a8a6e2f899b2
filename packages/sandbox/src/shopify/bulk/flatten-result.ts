import type { ConnectionPlan, ObjectPlan } from './plan-query.ts'

/** One object of a result: its line in the file, and the objects of its own connections. */
export interface BulkRow {
  readonly line: string
  readonly children: readonly BulkRow[]
}

/** A list that comes back shorter than it is, and nobody tells. */
export interface ShortList {
  /** The name of the connection's field. */
  readonly field: string
  readonly size: number
}

type Fields = Record<string, unknown>

/**
 * Takes the result of a query apart into the objects of its connections. A connection is left out of
 * the object that holds it; each object within it names that object in `__parentId`. Slashes are
 * escaped, as in the real files.
 *
 * @param plan Where the connections of the query stand.
 */
export function flattenResult(data: unknown, plan: ObjectPlan, short?: ShortList): BulkRow[] {
  const rootOf = (value: unknown, inner: ObjectPlan) =>
    value == null ? [] : [rowOf(value as Fields, inner, undefined, short)]
  const fields = (data ?? {}) as Fields
  return [
    ...plan.connections.flatMap((connection) =>
      rowsOf(fields[connection.key], connection, undefined, short),
    ),
    ...plan.objects.flatMap(({ key, plan: inner }) => rootOf(fields[key], inner)),
  ]
}

function rowsOf(
  value: unknown,
  { field, edges, node }: ConnectionPlan,
  parentId: unknown,
  short: ShortList | undefined,
): BulkRow[] {
  if (value == null || edges === undefined) return []
  const all = (value as Record<string, readonly Fields[]>)[edges.key] ?? []
  const kept = short?.field === field ? all.slice(0, short.size) : all
  return kept.flatMap((edge) => {
    const inner = edge[edges.nodeKey]
    return inner == null ? [] : [rowOf(inner as Fields, node, parentId, short)]
  })
}

function rowOf(
  value: Fields,
  plan: ObjectPlan,
  parentId: unknown,
  short: ShortList | undefined,
): BulkRow {
  const children: BulkRow[] = []
  const own = withoutConnections(value, plan, value.id, children, short)
  if (parentId !== undefined) own.__parentId = parentId
  return { line: JSON.stringify(own).replaceAll('/', '\\/'), children }
}

/** The fields of an object that stay with it; what its connections hold goes to the children. */
function withoutConnections(
  value: Fields,
  plan: ObjectPlan,
  id: unknown,
  children: BulkRow[],
  short: ShortList | undefined,
): Fields {
  const own = { ...value }
  for (const connection of plan.connections) {
    delete own[connection.key]
    for (const row of rowsOf(value[connection.key], connection, id, short)) children.push(row)
  }
  for (const { key, plan: inner } of plan.objects) {
    const object = value[key] as Fields | null | undefined
    if (object != null) own[key] = withoutConnections(object, inner, id, children, short)
  }
  return own
}
