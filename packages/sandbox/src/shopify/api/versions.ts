/** A version of the API, as `publicApiVersions` lists it. */
export interface ApiVersion {
  readonly handle: string
  readonly displayName: string
  readonly supported: boolean
}

/** The versions on offer, oldest first. */
export const apiVersions: readonly ApiVersion[] = [
  { handle: '2025-10', displayName: '2025-10', supported: true },
  { handle: '2026-01', displayName: '2026-01', supported: true },
  { handle: '2026-04', displayName: '2026-04', supported: true },
  { handle: '2026-07', displayName: '2026-07', supported: true },
  { handle: '2026-10', displayName: '2026-10 (Latest)', supported: true },
  { handle: '2027-01', displayName: '2027-01 (Release candidate)', supported: false },
  { handle: 'unstable', displayName: 'unstable', supported: false },
]

/** The newest version that is no candidate. */
export const LATEST_VERSION = '2026-10'

/** The first version that had a date for a name. */
const FIRST_VERSION = '2019-04'

/**
 * The version that answers a request: the one asked for, or the oldest supported one where that
 * has expired, or undefined where there never was such a version
 * (https://shopify.dev/docs/api/usage/versioning).
 *
 * @param oldest The oldest version that is supported.
 * @example
 * servedVersion('2026-10', '2025-10') // '2026-10'
 * servedVersion('2025-07', '2025-10') // '2025-10'
 * servedVersion('2026-02', '2025-10') // undefined
 */
export function servedVersion(requested: string, oldest: string): string | undefined {
  const isOffered = apiVersions.some((version) => version.handle === requested)
  if (isOffered && requested >= oldest) return requested
  const wasReleased = /^\d{4}-(01|04|07|10)$/.test(requested) && requested >= FIRST_VERSION
  return wasReleased && requested < oldest ? oldest : undefined
}

/**
 * The version whose published schema a served version has. A release candidate is not published
 * apart: what it will bring is in `unstable`.
 */
export function schemaVersion(served: string): string {
  return apiVersions.find(({ handle }) => handle === served)?.supported ? served : 'unstable'
}
