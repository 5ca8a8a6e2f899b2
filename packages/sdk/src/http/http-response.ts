import { RequestError } from '../errors.ts'

/** An answer, read whole. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  /** Where the answer came from, after redirects. May hold secrets in its query: not for logs. */
  readonly url: string
  /** True where the status is an error that the error map says to ignore. */
  readonly ignored: boolean
  /** The body, decompressed. */
  readonly bytes: Uint8Array
  /** The body as text, in the charset of its content type. @default UTF-8 */
  text(): string
  /**
   * The body as JSON; `undefined` where there is none and need not be (201, 202, 204 and 205).
   *
   * @throws RequestError where it is not JSON; says the status and the content type.
   */
  json<T = unknown>(): T
}

export interface BodyLimits {
  readonly method: string
  readonly url: URL
  /** Bytes after decompression. */
  readonly maxBytes: number
}

const bodiless = new Set([201, 202, 204, 205])

/** Makes the answer from its parts. */
export function httpResponse(
  response: Pick<Response, 'status' | 'headers'>,
  bytes: Uint8Array,
  facts: { method: string; url: URL; ignored: boolean; parse: (text: string) => unknown },
): HttpResponse {
  const { status, headers } = response
  const { method, url, ignored, parse } = facts
  const text = () => decoder(headers).decode(bytes)
  return {
    status,
    headers,
    url: url.href,
    ignored,
    bytes,
    text,
    json<T>() {
      if (bytes.length === 0 && bodiless.has(status)) return undefined as T
      try {
        return parse(text()) as T
      } catch (cause) {
        const type = headers.get('content-type') ?? 'none'
        throw new RequestError(
          `${method} ${url.origin}${url.pathname} was answered with status ${status}, but not with ` +
            `JSON (${bytes.length} bytes, content type ${type}): check the address and the API version.`,
          // The parser's own error would quote the body.
          { method, url: url.href, status, ...(cause instanceof RangeError && { cause }) },
        )
      }
    },
  }
}

/**
 * Reads a body whole, and no further than the limit: neither a runaway page nor a small compressed
 * one that grows without end may take the process down.
 */
export async function readBody(response: Response, limits: BodyLimits): Promise<Uint8Array> {
  const told = Number(response.headers.get('content-length') ?? 0)
  const isEncoded = response.headers.has('content-encoding')
  // The answer to a HEAD tells the length of a body that does not come.
  if (limits.method !== 'HEAD' && !isEncoded && told > limits.maxBytes) {
    await response.body?.cancel()
    throw tooLong(response.status, limits)
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    // Leaving the loop cancels the stream.
    if (length > limits.maxBytes) throw tooLong(response.status, limits)
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)
}

/** The error for a body that is longer than was allowed. */
export function tooLong(status: number, { method, url, maxBytes }: BodyLimits): RequestError {
  return new RequestError(
    `${method} ${url.origin}${url.pathname} was answered with more than ${maxBytes} bytes: ask for ` +
      'smaller pages, allow longer answers, or download it as a stream.',
    { method, url: url.href, status, isRetryable: false },
  )
}

function decoder(headers: Headers): InstanceType<typeof TextDecoder> {
  const charset = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}
