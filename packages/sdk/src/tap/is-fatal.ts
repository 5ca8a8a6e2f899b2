import { AuthError, ConfigError, OutputClosedError, QuotaError } from '../errors.ts'

/** Errors that no other stream would fare better with. */
export const isFatal = (error: unknown): boolean =>
  [AuthError, ConfigError, OutputClosedError, QuotaError].some((kind) => error instanceof kind)
