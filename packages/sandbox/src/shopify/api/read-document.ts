import type { WireError } from './api-error.ts'
import { deprecationsIn } from './deprecations.ts'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from './graphql.ts'
import { validationErrors } from './validation.ts'

/** A document that is fit to run, or what is wrong with it. */
export type ReadDocument =
  | {
      readonly document: DocumentNode
      readonly operations: readonly OperationDefinitionNode[]
      readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
      /** What it uses that is deprecated. */
      readonly deprecations: readonly string[]
    }
  | { readonly errors: readonly WireError[] }

/** Parses and validates the text of a query. */
export function readDocument(schema: GraphQLSchema, query: string): ReadDocument {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [parseError(error)] }
    throw error
  }
  const errors = validationErrors(schema, document)
  if (errors.length > 0) return { errors }
  const fragments: Record<string, FragmentDefinitionNode> = {}
  const operations: OperationDefinitionNode[] = []
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
  }
  return { document, operations, fragments, deprecations: deprecationsIn(schema, document) }
}

/** What the API calls the punctuation that it did not expect. */
const tokenNames: Readonly<Record<string, string>> = {
  '!': 'BANG',
  $: 'VAR_SIGN',
  '(': 'LPAREN',
  ')': 'RPAREN',
  '...': 'ELLIPSIS',
  ':': 'COLON',
  '=': 'EQUALS',
  '@': 'DIR_SIGN',
  '[': 'LBRACKET',
  ']': 'RBRACKET',
  '{': 'LCURLY',
  '|': 'PIPE',
  '}': 'RCURLY',
  Int: 'INT',
  Name: 'IDENTIFIER',
  String: 'STRING',
}

/** graphql-js also says what it expected; the API says only what it met, and where. */
function parseError(error: GraphQLError): WireError {
  const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 }
  return {
    message: `syntax error, unexpected ${metToken(error.message)} at [${line}, ${column}]`,
    locations: [{ line, column }],
    extensions: { code: 'PARSE_ERROR' },
  }
}

function metToken(message: string): string {
  if (message.includes('<EOF>')) return 'end of file'
  const match = /(?:Unexpected|found) (?:(\w+) )?"(.*)"\.$/.exec(message)
  const text = match?.[2] ?? ''
  const name = tokenNames[match?.[1] ?? text]
  return name === undefined ? 'invalid token' : `${name} ("${text}")`
}
