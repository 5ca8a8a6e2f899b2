import { type ASTNode, type GraphQLError, Kind, print } from './graphql.ts'

/** Where a node of a document stands, and what the schema says about it. */
export interface Place {
  readonly path: readonly string[]
  /** The type that holds the field, argument or value. */
  readonly parentType: string
  /** The type of the value that stands here, with its list and non-null marks. */
  readonly type: string
  /** The field, or the directive, that an argument belongs to. */
  readonly owner: string
}

/** How one rule's complaint is put in the API's words. */
export interface Complaint {
  readonly code: string
  /** Which of the nodes that the rule points at is meant. @default 0 */
  readonly at?: number
  readonly message?: (node: ASTNode, place: Place, error: GraphQLError) => string
  readonly facts?: (node: ASTNode, place: Place, error: GraphQLError) => Record<string, unknown>
}

const nameOf = (node: ASTNode): string => {
  if ('name' in node && node.name !== undefined) return node.name.value
  return node.kind === Kind.VARIABLE_DEFINITION ? node.variable.name.value : ''
}
const quotedName = (error: GraphQLError): string => /"\$?([^"]*)"/.exec(error.message)?.[1] ?? ''

/** By the name of the graphql-js rule that complains. */
export const complaints: Readonly<Record<string, Complaint>> = {
  FieldsOnCorrectTypeRule: {
    code: 'undefinedField',
    message: (node, { parentType }) =>
      `Field '${nameOf(node)}' doesn't exist on type '${parentType}'`,
    facts: (node, { parentType }) => ({ typeName: parentType, fieldName: nameOf(node) }),
  },
  KnownArgumentNamesRule: {
    code: 'argumentNotAccepted',
    message: (node, { owner }) => `Field '${owner}' doesn't accept argument '${nameOf(node)}'`,
    facts: (node, { owner }) => ({ name: owner, typeName: 'Field', argumentName: nameOf(node) }),
  },
  ValuesOfCorrectTypeRule: {
    code: 'argumentLiteralsIncompatible',
    message: (node, { path, owner, type }) =>
      `Argument '${path.at(-1)}' on Field '${owner}' has an invalid value (${print(node)}). Expected type '${type}'.`,
    facts: (_node, { path }) => ({ typeName: 'Field', argumentName: path.at(-1) }),
  },
  validGlobalIds: {
    code: 'argumentLiteralsIncompatible',
    message: (_node, _place, error) => error.message,
    facts: () => ({ typeName: 'CoercionError' }),
  },
  ScalarLeafsRule: {
    code: 'selectionMismatch',
    message: (_node, _place, error) => {
      const { field, type, isLeaf } = selectionMismatch(error)
      return isLeaf
        ? `Selections can't be made on scalars (field '${field}' returns ${type} but has selections)`
        : `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`
    },
    facts: (_node, _place, error) => {
      const { field, type } = selectionMismatch(error)
      return { nodeName: `field '${field}'`, typeName: type }
    },
  },
  ProvidedRequiredArgumentsRule: {
    code: 'missingRequiredArguments',
    message: (node, _place, error) =>
      `Field '${nameOf(node)}' is missing required arguments: ${requiredArgument(error)}`,
    facts: (node, _place, error) => ({
      className: 'Field',
      name: nameOf(node),
      arguments: requiredArgument(error),
    }),
  },
  NoUnusedVariablesRule: {
    code: 'variableNotUsed',
    message: (node, { path }) =>
      `Variable $${nameOf(node)} is declared by ${operationName(path)} but not used`,
    facts: (node) => ({ variableName: nameOf(node) }),
  },
  NoUndefinedVariablesRule: {
    code: 'variableNotDefined',
    message: (node, { path }) =>
      `Variable $${nameOf(node)} is used by ${operationName(path)} but not declared`,
    facts: (node) => ({ variableName: nameOf(node) }),
  },
  VariablesInAllowedPositionRule: {
    code: 'variableMismatch',
    at: 1,
    message: (node, { path }, error) => {
      const types = [...error.message.matchAll(/type "([^"]*)"/g)].map((match) => match[1])
      return `Type mismatch on variable $${nameOf(node)} and argument ${path.at(-1)} (${types.join(' / ')})`
    },
    facts: (node) => ({ variableName: nameOf(node) }),
  },
  KnownTypeNamesRule: {
    code: 'undefinedType',
    message: (node) => `No such type ${nameOf(node)}`,
    facts: (node) => ({ typeName: nameOf(node) }),
  },
  KnownDirectivesRule: {
    code: 'undefinedDirective',
    message: (node) => `Directive @${nameOf(node)} is not defined`,
    facts: (node) => ({ directiveName: nameOf(node) }),
  },
  KnownFragmentNamesRule: {
    code: 'useAndDefineFragment',
    message: (_node, _place, error) => `Fragment ${quotedName(error)} was used, but not defined`,
    facts: (_node, _place, error) => ({ fragmentName: quotedName(error) }),
  },
  NoUnusedFragmentsRule: {
    code: 'useAndDefineFragment',
    message: (node) => `Fragment ${nameOf(node)} was defined, but not used`,
    facts: (node) => ({ fragmentName: nameOf(node) }),
  },
  OverlappingFieldsCanBeMergedRule: { code: 'fieldConflict' },
  PossibleFragmentSpreadsRule: { code: 'cannotSpreadFragment' },
  FragmentsOnCompositeTypesRule: { code: 'fragmentOnNonCompositeType' },
}

/** Shopify answers to one complaint by many names of its own; what has none keeps ours. */
export const unnamedComplaint: Complaint = { code: 'invalidDocument' }

const operationName = (path: readonly string[]): string =>
  path[0]?.split(' ')[1] ?? 'anonymous query'

/** What a complaint about the selections of a field is about; its message is all that says so. */
function selectionMismatch(error: GraphQLError) {
  const [field, type] = [...error.message.matchAll(/"([^"]*)"/g)].map((match) => match[1])
  return {
    field,
    type: type?.replace(/[[\]!]/g, ''),
    isLeaf: error.message.includes('must not have'),
  }
}

const requiredArgument = (error: GraphQLError): string =>
  /argument "([^"]*)"/.exec(error.message)?.[1] ?? ''
