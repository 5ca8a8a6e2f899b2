import { type ErrorMap, type ErrorVerdict, type HttpFailure, QuotaError } from '@descant/sdk'
import { SalesforceError, toldError } from './salesforce-error.ts'

/** What a person can do about an error, by its code. */
const advices: Readonly<Record<string, string>> = {
  API_DISABLED_FOR_ORG: 'Grant the user the permission "API Enabled", or use an edition with API.',
  INSUFFICIENT_ACCESS: 'Grant the user the right to read it.',
  INVALID_TYPE: 'The object does not exist, or the user may not see it.',
  INVALID_FIELD: 'A field does not exist any more, or the user may not see it.',
  QUERY_TIMEOUT:
    'The query takes too long, however short its window: ask an administrator for an index.',
}

/** A passing limit of requests under way at once is waited for; it ends when some of them do. */
const concurrencySeconds = 20

const quotaSpent = () =>
  new QuotaError(
    'The daily API calls of the org are spent. What was read is in the STATE; run again when the ' +
      '24 hours have moved on, or buy more calls.',
  )

const requestLimit = ({ body }: HttpFailure): ErrorVerdict | Error | undefined => {
  const error = toldError(body)
  if (error?.errorCode !== 'REQUEST_LIMIT_EXCEEDED') return undefined
  return /concurrent/i.test(error.told)
    ? { kind: 'rate-limit', retryAfterSeconds: concurrencySeconds }
    : quotaSpent()
}

const coded = (failure: HttpFailure) => {
  const { body, method, url, status } = failure
  const error = toldError(body)
  if (!error) return undefined
  const { origin, pathname } = new URL(url)
  const advice = advices[error.errorCode] ?? 'The request was refused.'
  return new SalesforceError(
    `${method} ${origin}${pathname} was answered with status ${status}, ${error.errorCode}. ${advice}`,
    { ...error, method, url, status, isRetryable: false },
  )
}

/** What the statuses of Salesforce mean. */
export const errorRules: ErrorMap = {
  400: coded,
  403: (failure) => requestLimit(failure) ?? coded(failure),
  404: coded,
  // Passing, with odd bodies.
  406: 'retry',
  409: { kind: 'fail', advice: 'The job belongs to another API version: it is begun anew.' },
  410: { kind: 'fail', advice: 'This API version is retired: raise `api_version`.' },
  414: { kind: 'fail', advice: 'The query is too long for a URL.' },
  420: 'retry',
  431: { kind: 'fail', advice: 'The query is too long for a URL.' },
}
