const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Parses JSON with every number as the text of its digits: `{"a": 1.10}` is `{ a: '1.10' }`. A double
 * would round decimals of 18 digits, and Node 20 shows no reviver the text.
 *
 * @throws SyntaxError where the text is no JSON.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(stringOrNumber, (part) => (part[0] === '"' ? part : `"${part}"`)))
}
