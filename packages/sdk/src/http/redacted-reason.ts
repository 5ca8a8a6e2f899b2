/**
 * The few words in which an API says what was wrong, fit for a log: taken from the places where APIs
 * put them, cut short, and with what may be personal or secret left out. A body is never shown whole.
 */

const longest = 200

/** Where error bodies keep their words, tried in this order. */
const places = ['error_description', 'message', 'error', 'errors', 'detail', 'title', 'description']

/**
 * The reason in an error body, or `undefined` where it holds none that is fit to show.
 *
 * @example
 * redactedReason({ errors: [{ message: 'No such field: emial' }] }) // 'No such field: emial'
 */
export function redactedReason(body: unknown): string | undefined {
  const words = findWords(body)?.replace(/\s+/g, ' ').trim()
  return words ? redactText(words) : undefined
}

/** Hides addresses, numbers long enough for a phone or a card, tokens and the queries of URLs. */
export function redactText(text: string): string {
  const clean = text
    .replace(/(https?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, '$1?…')
    .replace(/[^\s@"'<>:;,()]+@[^\s@"'<>:;,()]+/g, '…@…')
    .replace(/(?=[\w-]*\d)[\w-]{20,}/g, '…')
    .replace(/\+?\d(?:[\d ().-]{4,}\d)/g, '…')
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean
}

function findWords(body: unknown, depth = 0): string | undefined {
  if (typeof body === 'string') return depth === 0 ? undefined : body
  if (typeof body !== 'object' || body === null || depth > 3) return undefined
  if (Array.isArray(body)) return findWords(body[0], depth + 1)
  for (const place of places) {
    const words = findWords((body as Record<string, unknown>)[place], depth + 1)
    if (words) return words
  }
  return undefined
}
