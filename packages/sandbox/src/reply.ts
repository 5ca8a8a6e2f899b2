/** What goes back over HTTP, and how badly the transport behaves on the way. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** Faults of the wire. Without it, the reply simply arrives. */
  readonly transport?: TransportFault
  /** Called right before the reply goes out, late as it may be. */
  readonly leaving?: () => void
  /** What the log of requests tells about it; the client does not see it. */
  readonly facts?: ReplyFacts
}

/** What there is to tell about the answer to a request. Costs are in points. */
export interface ReplyFacts {
  /** The kind of the fault that struck. */
  readonly fault?: string
  readonly version?: string
  readonly app?: string
  readonly operation?: string | undefined
  readonly rootFields?: readonly string[]
  /** What the query uses that is deprecated. */
  readonly deprecations?: readonly string[]
  readonly requestedCost?: number
  readonly actualCost?: number | null
  /** The codes of the errors. */
  readonly errors?: readonly string[]
}

/** How a reply fails to arrive as it should. */
interface TransportFault {
  /** The reply comes so much later. */
  readonly delayMilliseconds?: number
  /** The reply never comes; the connection stays open. */
  readonly hang?: boolean
  /** The connection is reset after so many bytes of the body; 0 is before the headers. */
  readonly resetAfterBytes?: number
  /** The body is written so many bytes at a time, wherever that cuts a character. */
  readonly pieceBytes?: number
}

/** What came in over HTTP. */
export interface Request {
  readonly method: string
  /** With the query string. */
  readonly path: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** A reply of JSON. */
export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

/** A refusal of the storage that bulk files lie in. */
export function xmlReply(status: number, code: string, message: string, details?: string): Reply {
  const more = details === undefined ? '' : `<Details>${details}</Details>`
  return {
    status,
    headers: { 'Content-Type': 'application/xml; charset=UTF-8' },
    body: `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`,
  }
}
