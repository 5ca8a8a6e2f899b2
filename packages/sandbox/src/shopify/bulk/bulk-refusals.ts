import { gid } from '../store/ids.ts'
import type { BulkView } from './bulk-operations.ts'

/** An entry of `userErrors`: why a mutation did nothing. */
export interface UserError {
  readonly field: readonly string[] | null
  readonly message: string
  readonly code?: 'INVALID' | 'LIMIT_REACHED' | 'OPERATION_IN_PROGRESS'
}

/** How many operations an app can have under way at once: one up to 2025-10, then five. */
const placesIn = (version: string): number => (version <= '2025-10' ? 1 : 5)

/** The refusal of an operation for which there is no place, or undefined where there is one. */
export function operationInProgress(
  version: string,
  underWay: readonly BulkView[],
): UserError | undefined {
  if (underWay.length < placesIn(version)) return undefined
  const ids = underWay.map(({ id }) => gid('BulkOperation', id)).join(', ')
  return {
    field: null,
    message: `A bulk query operation for this app and shop is already in progress: ${ids}.`,
    code: 'OPERATION_IN_PROGRESS',
  }
}

/** The refusal of an operation in a shop that runs too many. */
export const limitReached: UserError = {
  field: null,
  message: 'Bulk operations limit reached. Please try again later.',
  code: 'LIMIT_REACHED',
}

/** The refusal of a query that breaks the rules of bulk queries. */
export const invalidQuery = (message: string): UserError => ({
  field: ['query'],
  message,
  code: 'INVALID',
})

/** The refusal to cancel an operation that there is not. */
export const unknownOperation: UserError = {
  field: ['id'],
  message: 'Bulk operation does not exist',
}

/** The refusal to cancel an operation that has ended. */
export const alreadyEnded = (status: string): UserError => ({
  field: null,
  message: `A bulk operation cannot be canceled when it is ${status.toLowerCase()}`,
})
