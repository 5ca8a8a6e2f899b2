/**
 * An error meant for the person who started the sandbox: one line that says what happened and what
 * to do. It carries the brand that every Descant command shows as one line, without a stack.
 *
 * @example
 * throw new SandboxError('SANDBOX_PORT_TAKEN', 'Port 4000 is taken; choose another with --port.')
 */
export class SandboxError extends Error {
  /** Stable and greppable, e.g. `SANDBOX_PORT_TAKEN`. */
  readonly code: string
  /** The exit code of the command: 2 where the arguments must change, 1 otherwise. */
  readonly exitCode: number

  constructor(code: string, message: string, options: ErrorOptions & { exitCode?: number } = {}) {
    super(message, options)
    this.name = 'SandboxError'
    this.code = code
    this.exitCode = options.exitCode ?? 1
    Object.defineProperty(this, Symbol.for('descant.error'), { value: true })
  }
}
