import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from '../api/graphql.ts'

/** Where the connections of an object stand. What holds none is not told. */
export interface ObjectPlan {
  readonly connections: readonly ConnectionPlan[]
  /** Objects and lists within the object, by response key, that hold connections further down. */
  readonly objects: readonly { readonly key: string; readonly plan: ObjectPlan }[]
}

/** A connection of a query, and what stands within its nodes. */
export interface ConnectionPlan {
  /** The name under which it comes back. */
  readonly key: string
  readonly field: string
  /** 1 where it stands in no other connection. */
  readonly depth: number
  readonly insideList: boolean
  readonly selectsNodes: boolean
  /** The response keys of `edges` and of the `node` in them, where both are selected. */
  readonly edges: { readonly key: string; readonly nodeKey: string } | undefined
  /** Whether its nodes select `id`, under that name. */
  readonly nodeHasId: boolean
  readonly node: ObjectPlan
}

interface Walk {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly depth: number
  readonly insideList: boolean
}

/** Finds the connections of a query: what a bulk operation turns into lines of their own. */
export function planQuery(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): ObjectPlan {
  const root = schema.getRootType(operation.operation) as GraphQLObjectType
  const walk = { schema, fragments, depth: 0, insideList: false }
  return planObject(walk, root, [operation.selectionSet])
}

/** All connections of a plan, the outer ones first. */
export function connectionsOf(plan: ObjectPlan): ConnectionPlan[] {
  return [
    ...plan.connections,
    ...plan.connections.flatMap((connection) => connectionsOf(connection.node)),
    ...plan.objects.flatMap(({ plan: inner }) => connectionsOf(inner)),
  ]
}

function planObject(walk: Walk, type: unknown, sets: readonly SelectionSetNode[]): ObjectPlan {
  const connections: ConnectionPlan[] = []
  const objects: { key: string; plan: ObjectPlan }[] = []
  for (const [key, { parent, nodes }] of selectedFields(walk, type, sets)) {
    const field = nodes[0] as FieldNode
    const fieldType = fieldTypeOf(parent, field.name.value)
    const named = getNamedType(fieldType)
    const inner = nodes.flatMap((node) => node.selectionSet ?? [])
    if (!isCompositeType(named)) continue
    if (isObjectType(named) && named.name.endsWith('Connection')) {
      connections.push(planConnection(walk, key, field.name.value, named, inner))
      continue
    }
    const insideList = walk.insideList || isListType(getNullableType(fieldType))
    const plan = planObject({ ...walk, insideList }, named, inner)
    if (plan.connections.length > 0 || plan.objects.length > 0) objects.push({ key, plan })
  }
  return { connections, objects }
}

function planConnection(
  walk: Walk,
  key: string,
  field: string,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ConnectionPlan {
  const fields = [...selectedFields(walk, type, sets)]
  const edges = fields.find(([, { nodes }]) => nodes[0]?.name.value === 'edges')
  const edgeType = getNamedType(type.getFields().edges?.type)
  const edgeSets = edges?.[1].nodes.flatMap((node) => node.selectionSet ?? []) ?? []
  const node = [...selectedFields(walk, edgeType, edgeSets)].find(
    ([, { nodes }]) => nodes[0]?.name.value === 'node',
  )
  const nodeSets = node?.[1].nodes.flatMap((one) => one.selectionSet ?? []) ?? []
  const nodeType = isObjectType(edgeType)
    ? getNamedType(edgeType.getFields().node?.type)
    : undefined
  const within = { ...walk, depth: walk.depth + 1, insideList: false }
  const id = selectedFields(walk, nodeType, nodeSets).get('id')?.nodes[0]
  return {
    key,
    field,
    depth: within.depth,
    insideList: walk.insideList,
    selectsNodes: fields.some(([, { nodes }]) => nodes[0]?.name.value === 'nodes'),
    edges: edges && node && { key: edges[0], nodeKey: node[0] },
    nodeHasId: id?.name.value === 'id',
    node: planObject(within, nodeType, nodeSets),
  }
}

interface SelectedField {
  /** The type on which the field is selected. */
  readonly parent: unknown
  readonly nodes: FieldNode[]
}

/** What is selected on a type, by response key, whatever type a fragment is on. */
function selectedFields(
  walk: Walk,
  type: unknown,
  sets: readonly SelectionSetNode[],
): Map<string, SelectedField> {
  const fields = new Map<string, SelectedField>()
  const visit = (set: SelectionSetNode, parent: unknown): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const known = fields.get(key)
        if (known === undefined) fields.set(key, { parent, nodes: [selection] })
        else known.nodes.push(selection)
        continue
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments[selection.name.value] : selection
      const condition = fragment?.typeCondition?.name.value
      if (fragment === undefined) continue
      visit(fragment.selectionSet, condition ? walk.schema.getType(condition) : parent)
    }
  }
  for (const set of sets) visit(set, type)
  return fields
}

function fieldTypeOf(parent: unknown, name: string) {
  return isObjectType(parent) || isInterfaceType(parent)
    ? parent.getFields()[name]?.type
    : undefined
}
