import {
  type DocumentNode,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from './graphql.ts'

/**
 * The deprecated fields, arguments and values that a valid document uses, each as `Shop.products` or
 * `QueryRoot.orders.query`: what the header `X-Shopify-API-Deprecated-Reason` lists
 * (https://shopify.dev/changelog/graphql-return-actual-deprecation-reasons).
 */
export function deprecationsIn(schema: GraphQLSchema, document: DocumentNode): string[] {
  const types = new TypeInfo(schema)
  const found = new Set<string>()
  const field = () => `${types.getParentType()?.name}.${types.getFieldDef()?.name}`
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        if (types.getFieldDef()?.deprecationReason != null) found.add(field())
      },
      Argument({ name }) {
        if (types.getArgument()?.deprecationReason != null) found.add(`${field()}.${name.value}`)
      },
      EnumValue({ value }) {
        const used = types.getEnumValue()
        if (used?.deprecationReason != null) found.add(`${types.getInputType()}.${value}`)
      },
    }),
  )
  return [...found].sort()
}
