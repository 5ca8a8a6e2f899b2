/** Types whose `value` is JSON; that of the others is a text that `jsonValue` repeats. */
const jsonTypes =
  /^(list\..*|boolean|json|link|money|number_integer|rating|rich_text_field|dimension|volume|weight)$/

/**
 * The `jsonValue` of a metafield: what its `value` says, parsed where the type is one of structure.
 * Decimals stay texts, so that nothing is rounded.
 *
 * @example
 * jsonValue('number_integer', '5') // 5
 * jsonValue('number_decimal', '1.123456789') // '1.123456789'
 */
export function jsonValue(type: string, value: string): unknown {
  return jsonTypes.test(type) ? JSON.parse(value) : value
}
