import { ConfigError } from '@descant/sdk'

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/**
 * A point in time: RFC 3339, a day (its beginning in UTC), or how long ago, as `90m`, `24h`, `7d`.
 *
 * @throws {ConfigError} for anything else.
 */
export function timeOf(text: string | undefined, option: string, now: Date): Date | undefined {
  if (text === undefined) return undefined
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? []
  if (count && unit)
    return new Date(now.getTime() - Number(count) * units[unit as keyof typeof units])
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  const time = new Date(text)
  if (isTime && !Number.isNaN(time.getTime())) return time
  const message = `must be a time as 2026-11-23T02:00:00Z, a day as 2026-11-23, or how long ago as 24h or 7d, and not ${text}`
  throw new ConfigError([{ path: `--${option}`, message }])
}
