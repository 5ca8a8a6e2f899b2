import { ConfigError, type Issue } from '@descant/sdk'
import { durationSeconds } from './duration.ts'
import { type Criterion, criterionOf } from './name-criteria.ts'
import { type Config, settingsSchema } from './settings-schema.ts'
import { type SignIn, signInOf } from './sign-in.ts'

/** Which of the two APIs reads: chosen for each window, or always the same. */
export type ApiType = 'AUTO' | 'REST' | 'BULK2'

/** What the tap needs to know, checked. */
export interface Settings {
  readonly signIn: SignIn
  /** The origin of the API, where it is given; else Salesforce tells it when we sign in. */
  readonly instanceUrl: string | undefined
  /** As `68.0`. */
  readonly apiVersion: string
  readonly apiType: ApiType
  readonly bulkThresholdRows: number
  readonly startDate: string | undefined
  readonly endDate: string | undefined
  readonly lookbackSeconds: number
  readonly lagSeconds: number
  /** The length of a window; undefined where it is as long as it can be. */
  readonly sliceSeconds: number | undefined
  /** Which objects are offered at all. */
  readonly offers: (name: string) => boolean
  readonly cacheDirectory: string | undefined
  readonly formulaRefreshSeconds: number
  readonly reconcileSeconds: number
  readonly includeBinaryFields: boolean
  readonly quotaPercentTotal: number
  readonly quotaPercentPerRun: number
  readonly maxWorkers: number
  readonly bulkPageRows: number
  readonly requestTimeoutSeconds: number
  readonly userAgent: string | undefined
}

const { properties } = settingsSchema

/**
 * The settings behind a config: other names resolved, defaults set.
 *
 * @throws ConfigError with all that is missing or wrong.
 * @example
 * settingsOf({ client_id, client_secret, domain: 'example' }).instanceUrl // 'https://example.my.salesforce.com'
 */
export function settingsOf(config: Config): Settings {
  const issues: Issue[] = []
  const complain = (path: string, message: string) => issues.push({ path, message })
  const instanceUrl = instanceUrlOf(config, complain)
  const signIn = signInOf(config, instanceUrl, complain)
  const criteria = (config.streams_criteria ?? []).flatMap((item): Criterion[] => {
    const criterion = criterionOf(item.criteria, item.value)
    if (!criterion) complain('streams_criteria', `"${item.criteria}" is no criterion`)
    return criterion ? [criterion] : []
  })
  const seconds = (name: 'lookback_window' | 'stream_slice_step'): number | undefined => {
    const value = config[name]
    const found = value === undefined ? undefined : durationSeconds(value)
    if (value !== undefined && found === undefined) {
      complain(name, 'it must be a number of seconds, or a duration as PT10M or P30D')
    }
    return found
  }
  const percent = (name: 'quota_percent_total' | 'quota_percent_per_run'): number => {
    const value = Number(config[name] ?? properties[name].default)
    if (!(value > 0 && value <= 100)) complain(name, 'it must be a percentage from 0 to 100')
    return value
  }
  const names = new Set(config.streams_to_discover ?? [])
  const settings = {
    instanceUrl,
    apiVersion: `${/\d{2}/.exec(config.api_version ?? properties.api_version.default)?.[0]}.0`,
    apiType: apiTypeOf(config, complain),
    bulkThresholdRows: config.bulk_threshold_rows ?? properties.bulk_threshold_rows.default,
    startDate: config.start_date,
    endDate: config.end_date,
    lookbackSeconds: seconds('lookback_window') ?? properties.lookback_window.default,
    lagSeconds: config.lag_seconds ?? properties.lag_seconds.default,
    sliceSeconds: seconds('stream_slice_step'),
    offers: (name: string) =>
      (names.size === 0 || names.has(name)) &&
      (criteria.length === 0 || criteria.some((fits) => fits(name))),
    cacheDirectory: config.cache_directory,
    formulaRefreshSeconds:
      (config.formula_refresh_hours ?? properties.formula_refresh_hours.default) * 3600,
    reconcileSeconds: (config.reconcile_days ?? properties.reconcile_days.default) * 86_400,
    includeBinaryFields: config.include_binary_fields ?? false,
    quotaPercentTotal: percent('quota_percent_total'),
    quotaPercentPerRun: percent('quota_percent_per_run'),
    maxWorkers: config.max_workers ?? properties.max_workers.default,
    bulkPageRows: config.bulk_page_rows ?? properties.bulk_page_rows.default,
    requestTimeoutSeconds:
      config.request_timeout_seconds ?? properties.request_timeout_seconds.default,
    userAgent: config.user_agent,
  }
  if (signIn === undefined || issues.length > 0) throw new ConfigError(issues)
  return { signIn, ...settings }
}

type Complain = (path: string, message: string) => void

function instanceUrlOf({ instance_url, domain }: Config, complain: Complain): string | undefined {
  const given = instance_url?.trim() || (domain?.trim() && originOfDomain(domain.trim()))
  if (!given) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  complain('instance_url', 'it must be a full URL, as in https://example.my.salesforce.com')
  return undefined
}

/** `example`, `example.my.salesforce.com` and the URL of it are all taken. */
const originOfDomain = (domain: string): string => {
  const host = domain.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return `https://${host.endsWith('.salesforce.com') ? host : `${host}.my.salesforce.com`}`
}

function apiTypeOf({ api_type, force_use_bulk_api }: Config, complain: Complain): ApiType {
  const name = (api_type ?? properties.api_type.default).toUpperCase()
  if (name === 'AUTO') return force_use_bulk_api ? 'BULK2' : 'AUTO'
  if (name === 'REST') return 'REST'
  if (name === 'BULK' || name === 'BULK2') return 'BULK2'
  complain('api_type', 'it must be AUTO, REST or BULK2')
  return 'AUTO'
}
