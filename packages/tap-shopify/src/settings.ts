import { ConfigError, type Infer, type Issue } from '@descant/sdk'

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
        'Required. The Admin API access token of an app that is installed in the shop, with the ' +
        'scopes read_orders, read_customers and read_products (and read_all_orders for orders older ' +
        'than 60 days).',
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
    request_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      default: 300,
      description: 'Seconds that one request may take.',
    },
    store: { type: 'string', description: 'The same as `shop`.' },
    shop_url: { type: 'string', description: 'The same as `shop`.' },
    api_key: { type: 'string', secret: true, description: 'The same as `access_token`.' },
    api_password: { type: 'string', secret: true, description: 'The same as `access_token`.' },
    private_app_password: {
      type: 'string',
      secret: true,
      description: 'The same as `access_token`.',
    },
    results_per_page: { type: ['integer', 'string'], description: 'The same as `page_size`.' },
    items_per_page: { type: ['integer', 'string'], description: 'The same as `page_size`.' },
  },
} as const

export type Config = Infer<typeof settingsSchema>

/** What the client needs to know, checked. */
export interface Settings {
  /** `my-shop.myshopify.com` */
  readonly shop: string
  readonly accessToken: string
  readonly apiVersion: string
  /** Without a slash at its end. */
  readonly apiUrl: string
  readonly pageSize: number
  readonly nestedPageSize: number
  readonly requestTimeoutSeconds: number
}

/**
 * The settings behind a config: other names resolved, defaults set, the shop's domain in full.
 *
 * @throws ConfigError with all that is missing or wrong.
 * @example
 * settingsOf({ store: 'https://my-shop.myshopify.com/', api_key: 'shpat_…' }).shop // 'my-shop.myshopify.com'
 */
export function settingsOf(config: Config): Settings {
  const { properties } = settingsSchema
  const shop = domainOf(config.shop ?? config.store ?? config.shop_url ?? '')
  const accessToken = [
    config.access_token,
    config.api_key,
    config.api_password,
    config.private_app_password,
  ].find((token) => token?.trim())
  // The default is filled in before we see it, and must not win over what somebody wrote.
  const isOwn = config.page_size !== undefined && config.page_size !== properties.page_size.default
  const alias = config.results_per_page ?? config.items_per_page
  const pageSize = Number((isOwn ? config.page_size : alias) ?? properties.page_size.default)
  const issues: Issue[] = []
  if (shop === undefined) issues.push({ path: 'shop', message: shopAdvice })
  if (accessToken === undefined) issues.push({ path: 'access_token', message: tokenAdvice })
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 250) {
    issues.push({ path: 'page_size', message: 'it must be a whole number from 1 to 250' })
  }
  const apiUrl = config.api_url ?? `https://${shop}`
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl)) {
    issues.push({ path: 'api_url', message: 'it must be a full URL, as in http://127.0.0.1:4000' })
  }
  if (shop === undefined || accessToken === undefined || issues.length > 0) {
    throw new ConfigError(issues)
  }
  return {
    shop,
    accessToken: accessToken.trim(),
    apiVersion: config.api_version ?? properties.api_version.default,
    apiUrl: apiUrl.replace(/\/+$/, ''),
    pageSize,
    nestedPageSize: config.nested_page_size ?? properties.nested_page_size.default,
    requestTimeoutSeconds:
      config.request_timeout_seconds ?? properties.request_timeout_seconds.default,
  }
}

const shopAdvice =
  'name the shop, as in my-shop.myshopify.com (its own domain will not do: the API is not there)'

const tokenAdvice =
  'give the Admin API access token of an app that is installed in the shop, best in the ' +
  'environment as TAP_SHOPIFY_ACCESS_TOKEN'

/** The shop's domain, from its handle, its domain, or a URL of it or of its admin pages. */
function domainOf(text: string): string | undefined {
  const [, admin, handle] =
    /^(?:https?:\/\/)?(?:admin\.shopify\.com\/store\/([a-z0-9][a-z0-9-]*)|([a-z0-9][a-z0-9-]*)(?:\.myshopify\.com)?)(?:\/.*)?$/i.exec(
      text.trim(),
    ) ?? []
  const name = admin ?? handle
  return name === undefined ? undefined : `${name.toLowerCase()}.myshopify.com`
}
