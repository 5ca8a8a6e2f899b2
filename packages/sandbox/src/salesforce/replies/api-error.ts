import type { Reply } from '../../reply.ts'
import { apiReply } from './api-reply.ts'

/**
 * A request that the API refuses. Its body is a list with one entry.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export class ApiError extends Error {
  readonly status: number
  readonly errorCode: string

  constructor(status: number, errorCode: string, message: string) {
    super(message)
    this.status = status
    this.errorCode = errorCode
  }

  toReply(): Reply {
    return apiReply(this.status, [{ message: this.message, errorCode: this.errorCode }])
  }
}

/** What answers wherever there is nothing. */
export const notFound = () =>
  new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist')
