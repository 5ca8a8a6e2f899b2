const brand = Symbol.for('descant.error')

export interface TransformErrorOptions {
  /** What went wrong below. */
  readonly cause?: unknown
  /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. @default 1 */
  readonly exitCode?: 1 | 2 | 3
}

/**
 * An error of the transform that is meant for a person: what happened, and who must do what.
 *
 * Codes: `TRANSFORM_SOURCE_UNKNOWN` (a provider of no known type), `TRANSFORM_NO_RAW_DATA` (nothing
 * was ever extracted for this customer), `TRANSFORM_CONFLICT` (another run of the same customer
 * committed first), `TRANSFORM_CONSERVATION` (rows went missing between raw and tables),
 * `TRANSFORM_MODEL`, `TRANSFORM_RULE`, `TRANSFORM_RATES` (what a project declares is wrong),
 * `TRANSFORM_CATALOG` (a catalog tells of another table), `TRANSFORM_ABORTED` (the caller's signal).
 *
 * @example
 * if (TransformError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
export class TransformError extends Error {
  readonly code: `TRANSFORM_${string}`
  readonly exitCode: 1 | 2 | 3
  readonly [brand] = true

  constructor(code: `TRANSFORM_${string}`, message: string, options: TransformErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.exitCode = options.exitCode ?? 1
  }

  /** Whether a value is such an error, of this copy of the package or of another. */
  static is(error: unknown): error is TransformError {
    return (
      error instanceof Error &&
      brand in error &&
      String(Reflect.get(error, 'code')).startsWith('TRANSFORM_')
    )
  }
}
