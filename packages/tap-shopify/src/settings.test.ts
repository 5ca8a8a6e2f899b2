import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { settingsOf } from './settings.ts'
import { type Config, settingsSchema } from './settings-schema.ts'

const token = { access_token: 'shpat_0123456789' }

/** As the command line does, before anything of ours sees the config. */
const withDefaults = (config: Config): Config => ({
  page_size: settingsSchema.properties.page_size.default,
  ...config,
})

const issuesOf = (config: Config): unknown => {
  try {
    return settingsOf(config)
  } catch (error) {
    return error instanceof ConfigError ? error.issues.map(({ path }) => path) : error
  }
}

describe('the shop', () => {
  test.each([
    ['my-shop'],
    ['My-Shop.myshopify.com'],
    [' my-shop.myshopify.com/ '],
    ['https://my-shop.myshopify.com'],
    ['http://my-shop.myshopify.com/admin/products?limit=1'],
    ['https://admin.shopify.com/store/my-shop/orders'],
  ])('%s is my-shop.myshopify.com', (shop) => {
    expect(settingsOf({ ...token, shop })).toMatchObject({
      shop: 'my-shop.myshopify.com',
      apiUrl: 'https://my-shop.myshopify.com',
    })
  })

  test.each([
    ['my-shop.com'],
    ['my-shop.myshopify.com.evil.example'],
    ['evil.example/my-shop.myshopify.com'],
    ['my-shop@evil.example'],
    ['-shop'],
    [''],
  ])('%s is refused: the token would go elsewhere', (shop) => {
    expect(issuesOf({ ...token, shop })).toEqual(['shop'])
  })
})

test.each<[Config, object]>([
  [{ store: 'a', ...token }, { shop: 'a.myshopify.com' }],
  [{ shop_url: 'https://a.myshopify.com', ...token }, { shop: 'a.myshopify.com' }],
  [{ shop: 'a', api_key: 'k1' }, { accessToken: 'k1' }],
  [{ shop: 'a', access_token: ' ', api_password: 'k2\n' }, { accessToken: 'k2' }],
  [{ shop: 'a', private_app_password: 'k3' }, { accessToken: 'k3' }],
  [{ shop: 'a', ...token, results_per_page: '175' }, { pageSize: 175 }],
  [{ shop: 'a', ...token, items_per_page: 20 }, { pageSize: 20 }],
  [{ shop: 'a', ...token, items_per_page: 20, page_size: 30 }, { pageSize: 30 }],
  [
    { shop: 'a', ...token },
    { pageSize: 250, nestedPageSize: 100, apiVersion: '2026-10' },
  ],
  [{ shop: 'a', ...token, api_url: 'http://127.0.0.1:9/' }, { apiUrl: 'http://127.0.0.1:9' }],
])('%j is understood', (config, settings) => {
  expect(settingsOf(withDefaults(config))).toMatchObject(settings)
})

test.each<[Config, string[]]>([
  [{}, ['shop', 'access_token']],
  [{ shop: 'a' }, ['access_token']],
  [{ shop: 'a', access_token: ' ' }, ['access_token']],
  [{ shop: 'a', ...token, page_size: 0 }, ['page_size']],
  [{ shop: 'a', ...token, page_size: 251 }, ['page_size']],
  [{ shop: 'a', ...token, results_per_page: 'many' }, ['page_size']],
  [{ shop: 'a', ...token, api_url: '127.0.0.1:9' }, ['api_url']],
])('%j is refused, all at once', (config, paths) => {
  expect(issuesOf(config)).toEqual(paths)
})

test('what is missing is said with what to do, and nothing of the token', () => {
  expect(() => settingsOf({ shop: 'a' })).toThrow(/TAP_SHOPIFY_ACCESS_TOKEN/)
  expect(() => settingsOf({ ...token })).toThrow(/my-shop\.myshopify\.com/)
  expect(() => settingsOf({ ...token })).not.toThrow(/0123456789/)
})

test('each setting is described', () => {
  for (const property of Object.values(settingsSchema.properties)) {
    expect(property.description).toMatch(/\.$/)
  }
})
