import { parseGid } from '../store/ids.ts'
import { GraphQLError, getNamedType, Kind, type ValidationRule } from './graphql.ts'

/** A rule of validation: what stands where an id is expected must look like one. */
export const validGlobalIds: ValidationRule = (context) => ({
  StringValue(node) {
    const expected = getNamedType(context.getInputType() ?? undefined)
    if (expected?.name === 'ID' && parseGid(node.value) === undefined) {
      context.reportError(new GraphQLError(`Invalid global id '${node.value}'`, { nodes: node }))
    }
  },
  IntValue(node) {
    const expected = getNamedType(context.getInputType() ?? undefined)
    if (expected?.name === 'ID' && node.kind === Kind.INT) {
      context.reportError(new GraphQLError(`Invalid global id '${node.value}'`, { nodes: node }))
    }
  },
})
