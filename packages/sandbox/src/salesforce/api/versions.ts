import { ApiError, notFound } from '../replies/api-error.ts'

/** The versions that answer. Those before were retired in the summer of 2025. */
const OLDEST = 31
const NEWEST = 68

/** Three releases a year; Winter '27 is version 68. */
function label(version: number): string {
  const season = ['Winter', 'Spring', 'Summer'][(version - 68 + 300) % 3] as string
  const year = 27 + Math.floor((version - 68) / 3)
  return `${season} '${String(year).padStart(2, '0')}`
}

/** What `GET /services/data` tells. */
export const versions = Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => {
  const version = OLDEST + index
  return { label: label(version), url: `/services/data/v${version}.0`, version: `${version}.0` }
})

/**
 * Makes sure that a version answers.
 *
 * @param text As `v68.0`.
 * @throws ApiError GONE where it was retired, NOT_FOUND where it never was.
 */
export function checkVersion(text: string): void {
  const match = /^v(\d+)\.0$/.exec(text)
  const version = Number(match?.[1])
  if (match === null || version > NEWEST || version < 1) throw notFound()
  if (version < OLDEST) {
    const problem = `The requested resource is no longer available: API version ${version}.0 was retired. Use version ${OLDEST}.0 or later.`
    throw new ApiError(410, 'GONE', problem)
  }
}
