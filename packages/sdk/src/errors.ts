/**
 * Every error that the SDK raises on purpose, sorted by who must act. Anything else that reaches the
 * top is a bug of ours and keeps its stack.
 *
 * Two copies of the SDK can meet in one process, so an error is recognised by a brand and not by its
 * class: use {@link SingerError.is}.
 */
const brand = Symbol.for('descant.error')

/** One thing that is wrong with a value, and where. */
export interface Issue {
  /** A path into the value, as in `streams.0.name`; empty for the value itself. */
  readonly path: string
  /** What is wrong and what to do, in a user's words. */
  readonly message: string
  /** The JSON Schema keyword that was broken, where there is one. */
  readonly keyword?: string
  /** The same place as `path`, as a JSON Pointer (RFC 6901), exact for any name. */
  readonly pointer?: string
}

/** An error that is meant for a person: its message says what happened and who must do what. */
export abstract class SingerError extends Error {
  /** Stable and greppable, as `CONFIG_INVALID`. */
  abstract readonly code: string
  /** What the process ends with when this error ends it. */
  readonly exitCode: number = 1
  readonly [brand] = true

  override get name(): string {
    return this.constructor.name
  }

  /** Tells errors meant for a person from bugs, across copies of the SDK and sibling packages. */
  static is(error: unknown): error is SingerError {
    return typeof error === 'object' && error !== null && brand in error
  }
}

/** The config is wrong: the user must mend it. Carries every problem at once. Exit code 2. */
export class ConfigError extends SingerError {
  readonly code = 'CONFIG_INVALID'
  override readonly exitCode = 2
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[], options?: ErrorOptions) {
    const lines = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    const isTyped = issues.every(({ path }) => path === 'command line' || path.startsWith('--'))
    const words = lines.map((line) => line.replace(/^command line: /, '')).join('; ')
    super(`The ${isTyped ? 'command line' : 'config'} is not valid. ${words}`, options)
    this.issues = issues
  }
}

/** The other side refused the credentials: the user must mend them. Exit code 3. */
export class AuthError extends SingerError {
  readonly code = 'CREDENTIALS_REFUSED'
  override readonly exitCode = 3
  /** The HTTP status, where there was one. */
  readonly status: number | undefined

  constructor(message: string, options?: ErrorOptions & { status?: number }) {
    super(message, options)
    this.status = options?.status
  }
}

/** What is known of a request that failed. The URL is kept without its query, which may hold secrets. */
export interface RequestFacts extends ErrorOptions {
  readonly method?: string
  readonly url?: string
  /** Absent where no answer came. */
  readonly status?: number
  /** Whether the same request may succeed later. Default: no answer, 408, 409, 429 and 5xx. */
  readonly isRetryable?: boolean
}

const retryableStatus = (status: number | undefined) =>
  status === undefined || status === 408 || status === 409 || status === 429 || status >= 500

const withoutQuery = (url: string | undefined) => url?.replace(/[?#].*$/s, '')

/** The other side failed to answer as it should. */
export class RequestError extends SingerError {
  readonly code: string = 'REQUEST_FAILED'
  readonly method: string | undefined
  readonly url: string | undefined
  readonly status: number | undefined
  readonly isRetryable: boolean

  constructor(message: string, facts: RequestFacts = {}) {
    super(message, facts)
    this.method = facts.method
    this.url = withoutQuery(facts.url)
    this.status = facts.status
    this.isRetryable = facts.isRetryable ?? retryableStatus(facts.status)
  }
}

/** The other side asks for patience: the wait is told, and costs no try. */
export class RateLimitError extends RequestError {
  override readonly code = 'RATE_LIMITED'
  /** How long to wait, where the other side said so. */
  readonly retryAfterSeconds: number | undefined

  constructor(message: string, facts: RequestFacts & { retryAfterSeconds?: number } = {}) {
    super(message, { ...facts, isRetryable: true })
    this.retryAfterSeconds = facts.retryAfterSeconds
  }
}

/**
 * What the other side allows is spent, or as much of it as this run may take. It ends the run, since
 * every stream has the same quota; what is done is in STATE. Exit code 4.
 */
export class QuotaError extends SingerError {
  readonly code = 'QUOTA_SPENT'
  override readonly exitCode = 4
}

/** A record or a schema breaks its contract. */
export class DataError extends SingerError {
  readonly code = 'DATA_INVALID'
  readonly stream: string
  readonly issues: readonly Issue[]

  constructor(stream: string, message: string, issues: readonly Issue[] = []) {
    const details = issues.map(({ path, message: words }) => (path ? `${path} ${words}` : words))
    super(`Stream ${stream}: ${[message, ...details].join('; ')}`)
    this.stream = stream
    this.issues = issues
  }
}

const longestExcerpt = 120

/** What came on stdin is not Singer: the tap before the pipe must be mended. */
export class ProtocolError extends SingerError {
  readonly code = 'PROTOCOL_BROKEN'
  /** The line of the input, from 1; 0 where it is not known. */
  readonly lineNumber: number

  constructor(message: string, lineNumber = 0, options?: ErrorOptions) {
    super(lineNumber > 0 ? `Line ${lineNumber} of the input: ${message}` : message, options)
    this.lineNumber = lineNumber
  }

  /** The start of a line, short enough for a log; the string values in it are left out. */
  static excerpt(line: string): string {
    const shape = line
      .slice(0, 4 * longestExcerpt)
      .replace(/"(?:[^"\\]|\\.)*(?:"(\s*:)?|$)/g, (text, colon) => (colon ? text : '"…"'))
    return shape.length > longestExcerpt ? `${shape.slice(0, longestExcerpt)}…` : shape
  }
}

/** The reader of our output has gone away (EPIPE). What it acknowledged stays acknowledged. */
export class OutputClosedError extends SingerError {
  readonly code = 'OUTPUT_CLOSED'

  constructor(options?: ErrorOptions) {
    super(
      'The reader of the output has gone away, so the run was ended. Look at its last line for the ' +
        'reason, then run again from the last STATE.',
      options,
    )
  }
}
