const brand = Symbol.for('descant.error')

export interface LakeErrorOptions {
  /** What went wrong below. Kept for a debugger; never put into words for a user. */
  readonly cause?: unknown
  /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. */
  readonly exitCode?: 1 | 2 | 3
}

/**
 * An error meant for a person: its message says what happened and who must do what.
 *
 * `code` is stable and greppable. The brand lets a command line tell it from a bug, also where two
 * copies of this package meet in one process.
 *
 * @example
 * if (LakeError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
export class LakeError extends Error {
  readonly code: string
  readonly exitCode: 1 | 2 | 3
  readonly [brand] = true

  constructor(code: string, message: string, options: LakeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.exitCode = options.exitCode ?? 1
  }

  /** Whether a value is such an error, of this copy of the package or of another. */
  static is(error: unknown): error is LakeError {
    return (
      error instanceof Error &&
      brand in error &&
      String(Reflect.get(error, 'code')).startsWith('LAKE_')
    )
  }
}

/** A create-only write met an object of the same key: somebody else, or an earlier try, was first. */
export class ObjectExistsError extends LakeError {
  readonly key: string

  constructor(key: string, options?: LakeErrorOptions) {
    super('LAKE_OBJECT_EXISTS', `There is already an object ${key}; it was left as it is.`, options)
    this.key = key
  }
}

/** A compare-and-swap met another version of the object than the caller had read. */
export class ObjectChangedError extends LakeError {
  readonly key: string

  constructor(key: string, options?: LakeErrorOptions) {
    super(
      'LAKE_OBJECT_CHANGED',
      `The object ${key} was changed meanwhile by another process; read it again and repeat.`,
      options,
    )
    this.key = key
  }
}

/** The object that was to be read is not there. */
export class ObjectMissingError extends LakeError {
  readonly key: string

  constructor(key: string, options?: LakeErrorOptions) {
    super('LAKE_OBJECT_MISSING', `There is no object ${key}.`, options)
    this.key = key
  }
}

/** The store cannot keep the promises of a zone: not writable, or create-only writes are not honoured. */
export class StoreRefusedError extends LakeError {
  constructor(message: string, options?: LakeErrorOptions) {
    super('LAKE_STORE_REFUSED', message, { exitCode: 2, ...options })
  }
}

/** Another commit of the same table came first: read the table again, plan again, commit again. */
export class CommitConflictError extends LakeError {
  /** The version that was to be written, and that another commit has written. */
  readonly version: number

  constructor(table: string, version: number, options?: LakeErrorOptions) {
    super(
      'LAKE_COMMIT_CONFLICT',
      `Version ${version} of the table ${table} was committed by another run first; nothing was changed. Run again.`,
      options,
    )
    this.version = version
  }
}
