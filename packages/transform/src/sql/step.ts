/**
 * A named query: an engine materialises its rows under the name, and later steps read them there.
 * Plans are lists of these, so that what is computed stays apart from the engine that computes it.
 */
export interface Step {
  readonly name: string
  readonly query: string
}
