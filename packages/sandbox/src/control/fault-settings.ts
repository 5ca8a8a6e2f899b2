/**
 * What a setting of a fault can be, by its default: null stands for a number that need not be told,
 * a list for one of its texts, of which the first is the default.
 */
export type FaultDefault =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | Readonly<Record<string, unknown>>

/** What a fault can be told, by the defaults of it. */
export type FaultSettings<D> = {
  readonly [Name in keyof D]: D[Name] extends null
    ? number | null
    : D[Name] extends readonly (infer Choice)[]
      ? Choice
      : D[Name] extends string
        ? string
        : D[Name] extends number
          ? number
          : D[Name] extends boolean
            ? boolean
            : Readonly<Record<string, unknown>>
}
