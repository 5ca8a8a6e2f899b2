import { ConfigError, type Issue } from '@descant/sdk'
import { type Config, settingsSchema } from './settings-schema.ts'

/** What the client needs to know, checked. */
export interface Settings {
  /** `my-shop.myshopify.com` */
  readonly shop: string
  readonly accessToken: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly refreshToken: string | undefined
  /** Milliseconds since 1970. */
  readonly accessTokenExpiresAt: number | undefined
  readonly tokenFile: string | undefined
  readonly apiVersion: string
  /** Without a slash at its end. */
  readonly apiUrl: string
  readonly endDate: string | undefined
  readonly pageSize: number
  readonly nestedPageSize: number
  readonly bulkAfterRecords: number
  readonly bulkTimeoutSeconds: number
  readonly lookbackSeconds: number
  readonly fulfillmentOrdersIncludeClosed: boolean
  readonly metafieldColumns: boolean
  readonly idFolder: string | undefined
  readonly requestTimeoutSeconds: number
  readonly userAgent: string | undefined
  /** How many objects of one query Shopify pages through. */
  readonly paginationLimit: number
}

/** How many objects of one query Shopify pages through (https://shopify.dev/docs/api/usage/pagination-graphql). */
const paginationLimit = 25_000

/**
 * The settings behind a config: other names resolved, defaults set, the shop's domain in full.
 *
 * @throws ConfigError with all that is missing or wrong.
 * @example
 * settingsOf({ store: 'https://my-shop.myshopify.com/', api_key: 'shpat_…' }).shop // 'my-shop.myshopify.com'
 */
export function settingsOf(config: Config): Settings {
  const { properties } = settingsSchema
  const { credentials = {} } = config
  const shop = domainOf(config.shop ?? config.store ?? config.shop_url ?? '')
  const accessToken = firstOf(
    config.access_token,
    config.api_key,
    config.api_password,
    config.private_app_password,
    credentials.access_token,
    credentials.api_password,
  )
  const clientId = firstOf(config.client_id, credentials.client_id)
  const clientSecret = firstOf(config.client_secret, credentials.client_secret)
  const { refresh_token: refreshToken, token_file: tokenFile } = config
  const number = (name: NumberName, ...others: readonly unknown[]): number =>
    numberOf(config[name], properties[name].default, others)
  const issues: Issue[] = []
  if (shop === undefined) issues.push({ path: 'shop', message: shopAdvice })
  const hasRefresh = refreshToken !== undefined || tokenFile !== undefined
  const hasClient = clientId !== undefined && clientSecret !== undefined
  if (accessToken === undefined && !hasClient) {
    issues.push({ path: 'access_token', message: tokenAdvice })
  } else if (hasRefresh && !hasClient) {
    issues.push({ path: 'client_secret', message: refreshAdvice })
  }
  const pageSize = number('page_size', config.results_per_page, config.items_per_page)
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 250) {
    issues.push({ path: 'page_size', message: 'it must be a whole number from 1 to 250' })
  }
  const lookbackDays = config.lookback_window_in_days
  const days = lookbackDays === undefined ? undefined : Number(lookbackDays) * 86_400
  const times = {
    requestTimeoutSeconds: number('request_timeout_seconds', config.request_timeout),
    lookbackSeconds: number('lookback_seconds', config.lookback_window, days),
    bulkTimeoutSeconds: number('bulk_timeout_seconds', config.job_termination_threshold),
  }
  for (const [name, value] of Object.entries(times)) {
    if (value >= 0) continue
    const path = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    issues.push({ path, message: 'it must be a number of seconds' })
  }
  const apiUrl = config.api_url ?? config.admin_url ?? `https://${shop}`
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl)) {
    issues.push({ path: 'api_url', message: 'it must be a full URL, as in http://127.0.0.1:4000' })
  }
  if (shop === undefined || issues.length > 0) throw new ConfigError(issues)
  return {
    shop,
    accessToken,
    clientId,
    clientSecret,
    refreshToken: firstOf(refreshToken),
    accessTokenExpiresAt: config.access_token_expires_at,
    tokenFile,
    apiVersion: config.api_version ?? properties.api_version.default,
    apiUrl: apiUrl.replace(/\/+$/, ''),
    endDate: config.end_date,
    pageSize,
    nestedPageSize: config.nested_page_size ?? properties.nested_page_size.default,
    bulkAfterRecords: config.bulk_after_records ?? properties.bulk_after_records.default,
    ...times,
    fulfillmentOrdersIncludeClosed: config.fulfillment_orders_include_closed ?? true,
    metafieldColumns: config.metafield_columns ?? false,
    idFolder: config.id_folder,
    userAgent: config.user_agent,
    paginationLimit,
  }
}

type NumberName =
  | 'page_size'
  | 'request_timeout_seconds'
  | 'lookback_seconds'
  | 'bulk_timeout_seconds'

/**
 * A number by its own name or by another. The default is filled in before we see it, and must not win
 * over what somebody wrote.
 */
function numberOf(own: unknown, byDefault: number, others: readonly unknown[]): number {
  if (own !== undefined && own !== byDefault) return Number(own)
  return Number(others.find((other) => other !== undefined) ?? byDefault)
}

const firstOf = (...texts: readonly (string | undefined)[]): string | undefined =>
  texts.find((text) => text?.trim())?.trim()

const shopAdvice =
  'name the shop, as in my-shop.myshopify.com (its own domain will not do: the API is not there)'

const tokenAdvice =
  'give the Admin API access token of an app that is installed in the shop, best in the ' +
  'environment as TAP_SHOPIFY_ACCESS_TOKEN; or client_id and client_secret of the app'

const refreshAdvice =
  'give client_id and client_secret too: a refresh token is of no use without them'

/** The shop's domain, from its handle, its domain, or a URL of it or of its admin pages. */
function domainOf(text: string): string | undefined {
  const [, admin, handle] =
    /^(?:https?:\/\/)?(?:admin\.shopify\.com\/store\/([a-z0-9][a-z0-9-]*)|([a-z0-9][a-z0-9-]*)(?:\.myshopify\.com)?)(?:\/.*)?$/i.exec(
      text.trim(),
    ) ?? []
  const name = admin ?? handle
  return name === undefined ? undefined : `${name.toLowerCase()}.myshopify.com`
}
