import { RequestError } from '@descant/sdk'

/** A Bulk result is not whole, or not what was asked for: its job is to be begun anew. */
export class BrokenResultError extends RequestError {}
