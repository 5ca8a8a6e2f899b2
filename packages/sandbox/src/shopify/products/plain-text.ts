/**
 * The text of a piece of HTML, as descriptions show it.
 *
 * @param truncateAt After how many characters to cut it.
 */
export function plainText(html: string, truncateAt?: number | null): string {
  const text = html.replace(/<[^>]*>/g, '')
  return truncateAt == null ? text : [...text].slice(0, truncateAt).join('')
}
