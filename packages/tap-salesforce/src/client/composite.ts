import type { Salesforce } from './salesforce.ts'

/** The most that one call may hold. It counts as a single call, whatever it holds. */
export const partsPerCall = 25

/** A request within a call. */
export interface Part {
  /** Below the version, as `sobjects/Account/describe`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer to a {@link Part}. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/**
 * Asks several things by one call. A part that fails leaves the others alone.
 *
 * @throws SalesforceError where the whole call is refused.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 * @example
 * const [account] = await askTogether(salesforce, [{ path: 'sobjects/Account/describe' }])
 */
export async function askTogether(
  salesforce: Salesforce,
  parts: readonly Part[],
): Promise<readonly Answer[]> {
  const base = `/services/data/v${salesforce.settings.apiVersion}`
  const compositeRequest = parts.map(({ path, headers }, index) => ({
    method: 'GET',
    url: `${base}/${path}`,
    referenceId: `r${index}`,
    ...(headers && { httpHeaders: headers }),
  }))
  const { compositeResponse } = await salesforce.post<{
    compositeResponse: readonly { body: unknown; httpStatusCode: number; referenceId: string }[]
  }>('composite', { allOrNone: false, compositeRequest })
  const byReference = new Map(compositeResponse.map((one) => [one.referenceId, one]))
  return parts.map((_, index) => {
    const one = byReference.get(`r${index}`)
    return { status: one?.httpStatusCode ?? 500, body: one?.body }
  })
}
