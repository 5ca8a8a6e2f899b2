const brand = Symbol.for('descant.error')

export interface LoadErrorOptions {
  /** What went wrong below. Kept for a debugger; it may hold values of rows, so it is never shown. */
  readonly cause?: unknown
  /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. */
  readonly exitCode?: 1 | 2 | 3
}

/**
 * A load that could not be done, in words for a person: what happened and who must do what.
 *
 * `code` is stable and greppable. Neither the message nor the code ever holds a password or a value
 * of a row.
 *
 * @example
 * if (LoadError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
export class LoadError extends Error {
  readonly code: LoadErrorCode
  readonly exitCode: 1 | 2 | 3
  readonly [brand] = true

  constructor(code: LoadErrorCode, message: string, options: LoadErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'LoadError'
    this.code = code
    this.exitCode = options.exitCode ?? 1
  }

  /** Whether a value is such an error, of this copy of the package or of another. */
  static is(error: unknown): error is LoadError {
    return error instanceof Error && brand in error && error.name === 'LoadError'
  }
}

/** Every code a load can end with. */
export type LoadErrorCode =
  | 'LOAD_NAME_INVALID'
  | 'LOAD_NO_TABLES'
  | 'LOAD_KEY_UNKNOWN'
  | 'LOAD_INDEX_UNKNOWN'
  | 'LOAD_NO_PREVIOUS'
  | 'LOAD_ROW_REFERENCED'
  | 'LOAD_KEY_DUPLICATE'
  | 'LOAD_KEY_NULL'
  | 'LOAD_TEXT_NUL'
  | 'LOAD_VALUE_REFUSED'
  | 'LOAD_ROWS_DIFFER'
  | 'LOAD_TABLE_FOREIGN'
  | 'LOAD_TABLE_IN_USE'
  | 'LOAD_TABLE_BUSY'
  | 'LOAD_DISK_FULL'
  | 'LOAD_DATABASE_URL'
  | 'LOAD_DATABASE_MISSING'
  | 'LOAD_SERVER_UNREACHABLE'
  | 'LOAD_SERVER_BUSY'
  | 'LOAD_SERVER_READ_ONLY'
  | 'LOAD_SERVER_TOO_OLD'
  | 'LOAD_CONNECTION_LOST'
  | 'LOAD_CREDENTIALS_REFUSED'
  | 'LOAD_PERMISSION'
  | 'LOAD_POSTGRES'
  | 'LOAD_SEARCH'
  | 'LOAD_SEARCH_BUSY'
  | 'LOAD_SEARCH_CREDENTIALS'
  | 'LOAD_SEARCH_REJECTED'
  | 'LOAD_SEARCH_UNREACHABLE'
  | 'LOAD_SEARCH_URL'
