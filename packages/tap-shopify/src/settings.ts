import { ConfigError, type Infer, type Issue } from '@descant/sdk'

const sameAs = (name: string) => `The same as \`${name}\`, as other taps call it.`

/** The settings of the tap, and the names by which other Shopify taps know them. */
export const settingsSchema = {
  type: 'object',
  properties: {
    shop: {
      type: 'string',
      description: 'Required. The shop, as `my-shop` or `my-shop.myshopify.com`.',
    },
    access_token: {
      type: 'string',
      secret: true,
      description:
        'The Admin API access token of an app that is installed in the shop. Required where there ' +
        'is neither a client secret nor a refresh token.',
    },
    client_id: {
      type: 'string',
      description: 'The client id of the app, for tokens that the tap asks for by itself.',
    },
    client_secret: { type: 'string', secret: true, description: 'The client secret of the app.' },
    refresh_token: {
      type: 'string',
      secret: true,
      description:
        'For offline tokens that expire. It is replaced at each use; the new one is written to ' +
        '`token_file`, or else back to the config file.',
    },
    access_token_expires_at: {
      type: 'number',
      description: 'When `access_token` ends, in milliseconds since 1970. The tap writes it.',
    },
    token_file: {
      type: 'string',
      description:
        'A JSON file for the tokens that the tap is given during its runs. It is made where it is ' +
        'missing, and wins over the settings. Keep it as secret as a password.',
    },
    api_version: {
      type: 'string',
      default: '2026-10',
      pattern: '^(\\d{4}-\\d{2}|unstable)$',
      description: 'The version of the Admin API.',
    },
    api_url: {
      type: 'string',
      description: 'Another origin to ask instead of the shop itself: a sandbox, a proxy.',
    },
    end_date: {
      type: 'string',
      format: 'date-time',
      description: 'Records that were updated at this time or later are left to another run.',
    },
    page_size: {
      type: ['integer', 'string'],
      default: 250,
      description:
        'Records in a page, 1 to 250. Where a query would cost too many points the page is smaller.',
    },
    nested_page_size: {
      type: 'integer',
      minimum: 1,
      maximum: 250,
      default: 100,
      description:
        'Line items or variants that come with their order or product. Longer lists are read on to ' +
        'their end; a smaller page costs fewer points.',
    },
    bulk_after_records: {
      type: 'integer',
      minimum: 0,
      default: 10_000,
      description:
        'After so many records of a stream in pages, the rest is read by a bulk operation, where the ' +
        'stream allows it. 0 reads all in pages.',
    },
    bulk_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      default: 82_800,
      description: 'Seconds until a bulk operation that is not done is given up.',
    },
    lookback_seconds: {
      type: 'number',
      minimum: 0,
      default: 600,
      description:
        "How far before its bookmark a run begins: at least twice what Shopify's search index lags.",
    },
    fulfillment_orders_include_closed: {
      type: 'boolean',
      default: true,
      description: 'Whether `fulfillment_orders` has those that are closed.',
    },
    metafield_columns: {
      type: 'boolean',
      default: false,
      description:
        'Whether records have a `metafieldValues` object, with a typed field for each metafield that ' +
        'the shop defines for their kind.',
    },
    id_folder: {
      type: 'string',
      description:
        'A folder for the ids of records that Shopify tells no deletions of: each run compares them, ' +
        'and tells what is gone. Without it such deletions go untold.',
    },
    request_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      default: 300,
      description: 'Seconds that one request may take.',
    },
    user_agent: { type: 'string', description: 'What the tap calls itself to Shopify.' },
    store: { type: 'string', description: sameAs('shop') },
    shop_url: { type: 'string', description: sameAs('shop') },
    api_key: { type: 'string', secret: true, description: sameAs('access_token') },
    api_password: { type: 'string', secret: true, description: sameAs('access_token') },
    private_app_password: { type: 'string', secret: true, description: sameAs('access_token') },
    credentials: {
      type: 'object',
      properties: {
        access_token: { type: 'string', secret: true, description: sameAs('access_token') },
        api_password: { type: 'string', secret: true, description: sameAs('access_token') },
        client_id: { type: 'string', description: sameAs('client_id') },
        client_secret: { type: 'string', secret: true, description: sameAs('client_secret') },
      },
      description: 'The credentials in an object of their own, as other taps have them.',
    },
    admin_url: { type: 'string', description: sameAs('api_url') },
    results_per_page: { type: ['integer', 'string'], description: sameAs('page_size') },
    items_per_page: { type: ['integer', 'string'], description: sameAs('page_size') },
    request_timeout: {
      type: ['number', 'string'],
      description: sameAs('request_timeout_seconds'),
    },
    lookback_window: { type: ['number', 'string'], description: sameAs('lookback_seconds') },
    lookback_window_in_days: {
      type: ['number', 'string'],
      description: 'The same as `lookback_seconds`, in days.',
    },
    job_termination_threshold: {
      type: ['number', 'string'],
      description: sameAs('bulk_timeout_seconds'),
    },
    date_window_size: {
      type: ['number', 'string'],
      description: 'Understood and not needed: the tap finds its windows by itself.',
    },
    bulk_window_in_days: {
      type: ['number', 'string'],
      description: 'Understood and not needed: the tap finds its windows by itself.',
    },
    is_plus_account: {
      type: 'boolean',
      description: 'Understood and not needed: the tap asks which scopes it has.',
    },
  },
} as const

export type Config = Infer<typeof settingsSchema>

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
