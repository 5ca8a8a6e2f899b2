/** A type as a field refers to it, with its lists and non-nulls around it. */
export interface TypeReference {
  readonly kind: string
  readonly name: string | null
  readonly ofType?: TypeReference | null
}

/** A field as introspection tells it. */
export interface TypeField {
  readonly name: string
  readonly type: TypeReference
  readonly isDeprecated: boolean
  readonly deprecationReason: string | null
  readonly args: readonly {
    readonly name: string
    readonly defaultValue: string | null
    readonly type: { readonly kind: string }
  }[]
}

/** A type as introspection tells it. */
export interface TypeFacts {
  readonly name: string
  readonly kind: string
  readonly fields: readonly TypeField[] | null
  readonly interfaces: readonly { readonly name: string }[] | null
}

/** What is known of a shop's schema, by the names of types. `null` is a type that it does not have. */
export type TypeMap = ReadonlyMap<string, TypeFacts | null>

/** The type within lists and non-nulls. */
export const innerType = (type: TypeReference): TypeReference =>
  type.ofType ? innerType(type.ofType) : type

/** The type of what a connection holds, by its name: `LineItemConnection` holds `LineItem`. */
export const nodeTypeOf = (name: string): string | undefined => /^(.+)Connection$/.exec(name)?.[1]

/** Whether a list lies in the type. */
export const isList = (type: TypeReference): boolean =>
  type.kind === 'LIST' || (type.kind === 'NON_NULL' && !!type.ofType && isList(type.ofType))

/** Whether a field can be asked for without arguments. */
export const needsNoArguments = ({ args }: TypeField): boolean =>
  args.every(({ type, defaultValue }) => type.kind !== 'NON_NULL' || defaultValue !== null)

/** The field of that name of a type. */
export const fieldOf = (facts: TypeFacts | null | undefined, name: string): TypeField | undefined =>
  facts?.fields?.find((field) => field.name === name)
