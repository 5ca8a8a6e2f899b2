/**
 * What a person would call the text of a value: a string's content, a number's digits as they are
 * written, the JSON of a list or an object.
 *
 * @param text The JSON text of a value.
 * @throws {SyntaxError} where it is not JSON.
 * @example
 * plainText('"jane"') // jane
 * plainText('10.10') // 10.10
 */
export function plainText(text: string): string {
  if (text.charCodeAt(0) !== 34) return text
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
}
