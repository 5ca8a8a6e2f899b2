import { ProtocolError } from '../errors.ts'

/**
 * Parses JSON that came on a line of the input.
 * @throws {ProtocolError} that names the line, and shows its shape without its values.
 */
export function parseJson(text: string, lineNumber: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProtocolError(`it is not JSON: ${ProtocolError.excerpt(text)}`, lineNumber, { cause })
  }
}
