/** The bucket of points that an app has on a shop, as each answer shows it. */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  /** Points that come back each second. */
  readonly restoreRate: number
}

/** What an answer says of its cost (`extensions.cost`). */
export interface AnswerCost {
  readonly requestedQueryCost: number
  readonly throttleStatus: ThrottleStatus
}

/** The cost in the extensions of an answer; undefined where it is not told. */
export function costOf(extensions: Readonly<Record<string, unknown>>): AnswerCost | undefined {
  const { requestedQueryCost, throttleStatus } = (extensions.cost ?? {}) as Partial<AnswerCost>
  const { maximumAvailable, currentlyAvailable, restoreRate } = throttleStatus ?? {}
  const numbers = [requestedQueryCost, maximumAvailable, currentlyAvailable, restoreRate]
  return numbers.every(Number.isFinite) && Number(restoreRate) > 0
    ? (extensions.cost as AnswerCost)
    : undefined
}

/**
 * Seconds until the bucket holds so many points, to the millisecond and never too few. More than the
 * bucket can ever hold is waited for until it is full.
 *
 * @example
 * secondsUntil(752, { maximumAvailable: 1000, currentlyAvailable: 666, restoreRate: 50 }) // 1.72
 */
export function secondsUntil(points: number, status: ThrottleStatus): number {
  const missing = Math.min(points, status.maximumAvailable) - status.currentlyAvailable
  return Math.max(0, Math.ceil((missing / status.restoreRate) * 1000) / 1000)
}
