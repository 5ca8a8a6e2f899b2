/** The JSON object of a request, or undefined where its body is none. */
export function readBody(text: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? { ...body }
      : undefined
  } catch {
    return undefined
  }
}
