import { RequestError, type RequestFacts } from '@descant/sdk'

/** An answer of Salesforce that tells an `errorCode`, as `INVALID_FIELD`. */
export class SalesforceError extends RequestError {
  /** As Salesforce writes it. */
  readonly errorCode: string
  /** Salesforce's own words. May quote the query: look for something in it, and do not show it. */
  readonly told: string

  constructor(message: string, facts: RequestFacts & { errorCode: string; told: string }) {
    super(message, facts)
    this.errorCode = facts.errorCode
    this.told = facts.told
  }
}

/** Whether Salesforce refused with one of these codes; with none given, with any. */
export const isRefusal = (error: unknown, ...codes: readonly string[]): error is SalesforceError =>
  error instanceof SalesforceError && (codes.length === 0 || codes.includes(error.errorCode))

/** The first error in a body of `[{"message", "errorCode"}]`. */
export function toldError(
  body: unknown,
): { readonly errorCode: string; readonly told: string } | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : body
  if (typeof first !== 'object' || first === null) return undefined
  const { errorCode, message } = first as Readonly<Record<string, unknown>>
  if (typeof errorCode !== 'string') return undefined
  return { errorCode, told: typeof message === 'string' ? message : '' }
}
