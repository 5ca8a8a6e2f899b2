/** A GraphQL document, and the points that it asks for at most, as far as can be told before. */
export interface Query {
  readonly document: string
  readonly cost: number
}
