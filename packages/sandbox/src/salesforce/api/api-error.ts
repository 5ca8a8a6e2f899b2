import { jsonReply, type Reply } from '../../reply.ts'

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

  get body(): object {
    return [{ message: this.message, errorCode: this.errorCode }]
  }

  toReply(): Reply {
    return jsonReply(this.status, this.body)
  }
}

/** What answers wherever there is nothing. */
export const notFound = () =>
  new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist')
