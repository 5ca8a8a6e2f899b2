import { parseGid } from '../store/ids.ts'
import type { WireError } from './api-error.ts'
import {
  type GraphQLSchema,
  getVariableValues,
  Kind,
  print,
  type TypeNode,
  type VariableDefinitionNode,
} from './graphql.ts'

/** The values of the variables of an operation, or what is wrong with what was sent. */
export type ReadVariables =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly errors: readonly WireError[] }

/** Checks the variables of a request against their declarations, and adds the defaults. */
export function readVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  sent: Readonly<Record<string, unknown>>,
): ReadVariables {
  const errors: WireError[] = []
  const values: Record<string, unknown> = {}
  for (const definition of definitions) {
    const name = definition.variable.name.value
    const read = getVariableValues(schema, [definition], sent)
    const badIds = namedType(definition.type) === 'ID' ? invalidIds(sent[name]) : []
    const problems = [
      ...(read.errors ?? []).map((error) => explanation(error.message)),
      ...badIds.map((id) => `Invalid global id '${id}'`),
    ]
    if (problems.length === 0) {
      Object.assign(values, read.coerced)
      continue
    }
    const { line = 1, column = 1 } = position(definition)
    errors.push({
      message: `Variable $${name} of type ${print(definition.type)} was provided invalid value`,
      locations: [{ line, column }],
      extensions: {
        code: 'INVALID_VARIABLE',
        value: sent[name] ?? null,
        problems: problems.map((text) => ({ path: [], explanation: text })),
      },
    })
  }
  return errors.length > 0 ? { errors } : { values }
}

function invalidIds(value: unknown): unknown[] {
  const ids = Array.isArray(value) ? value : [value]
  return ids.filter((id) => id != null && parseGid(String(id)) === undefined)
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

function explanation(message: string): string {
  return /was not provided|must not be null/.test(message)
    ? 'Expected value to not be null'
    : (message.split('; ').at(-1) ?? message)
}

function position(node: VariableDefinitionNode): { line?: number; column?: number } {
  const token = node.loc?.startToken
  return token === undefined ? {} : { line: token.line, column: token.column }
}
