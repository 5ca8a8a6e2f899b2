/** The body of a request, in one of three forms. */
export interface RequestBody {
  /** Any JSON value. */
  readonly json?: unknown
  /** Fields of a form, URL-encoded; `undefined` ones are left out. */
  readonly form?: Readonly<Record<string, string | number | boolean | undefined>>
  /** Text or bytes as they are; name their type in `headers`. */
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** The bytes to send and the header that names their type. */
export function encodeBody({ json, form, body }: RequestBody): {
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  readonly headers: Readonly<Record<string, string>>
} {
  if (json !== undefined) {
    return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  }
  if (form !== undefined) {
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(form)) {
      if (value !== undefined) fields.append(name, String(value))
    }
    return {
      body: fields.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
  }
  return { body, headers: {} }
}
