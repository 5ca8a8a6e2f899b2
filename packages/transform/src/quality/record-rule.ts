/**
 * What a single record must keep to, whatever its neighbours are. A record that does not is a dead
 * letter of the kind `quality`, with the rule as its reason.
 *
 * - `not_null`: the column has a value.
 * - `range`: the number or decimal, where there is one, lies between the bounds, both included.
 * - `matches`: the text, where there is one, is found by a regular expression that RE2 and Java share.
 *
 * @example
 * const rules: RecordRule[] = [
 *   { kind: 'range', column: 'total_price', min: 0 },
 *   { kind: 'matches', column: 'currency', pattern: '^[A-Z]{3}$' },
 * ]
 */
export type RecordRule =
  | { readonly kind: 'not_null'; readonly column: string }
  | {
      readonly kind: 'range'
      readonly column: string
      readonly min?: number | string
      readonly max?: number | string
    }
  | { readonly kind: 'matches'; readonly column: string; readonly pattern: string }
