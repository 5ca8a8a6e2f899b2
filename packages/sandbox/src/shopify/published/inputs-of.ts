import {
  GraphQLDirective,
  type GraphQLInputType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLOutputType,
  parseConstValue,
  specifiedDirectives,
  specifiedScalarTypes,
  valueFromAST,
} from '../api/graphql.ts'
import type { CondensedInput, CondensedSchema } from './condensed-schema.ts'

/** Gives a type by its name. */
export type FindType = (name: string) => GraphQLNamedType

type Inputs = Readonly<Record<string, CondensedInput>> | undefined

/** The type that a text like `[Order!]!` names. */
export function typeOf(text: string, find: FindType): GraphQLOutputType {
  if (text.endsWith('!')) return new GraphQLNonNull(typeOf(text.slice(0, -1), find) as never)
  if (text.startsWith('[')) return new GraphQLList(typeOf(text.slice(1, -1), find))
  return find(text) as GraphQLOutputType
}

/** Arguments, or the fields of an input object, as graphql-js takes them. */
export function argumentsOf(inputs: Inputs, find: FindType) {
  return Object.fromEntries(
    Object.entries(inputs ?? {}).map(([name, input]) => {
      const type = typeOf(input.type, find) as GraphQLInputType
      return [
        name,
        {
          type,
          defaultValue:
            input.default === undefined
              ? undefined
              : valueFromAST(parseConstValue(input.default), type),
          deprecationReason: input.deprecated,
        },
      ]
    }),
  )
}

/** The directives of a schema: those that graphql-js knows, and what the API adds. */
export function directivesOf({ directives }: CondensedSchema): readonly GraphQLDirective[] {
  // Directives take nothing but scalars that every schema has.
  const find: FindType = (name) =>
    specifiedScalarTypes.find((type) => type.name === name) as GraphQLNamedType
  const known = new Set(specifiedDirectives.map(({ name }) => name))
  const added = Object.entries(directives)
    .filter(([name]) => !known.has(name))
    .map(
      ([name, { locations, args, isRepeatable }]) =>
        new GraphQLDirective({
          name,
          locations: locations as never,
          args: argumentsOf(args, find),
          isRepeatable: isRepeatable ?? false,
        }),
    )
  return [...specifiedDirectives, ...added]
}
