import type { Infer } from '@descant/sdk'

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
