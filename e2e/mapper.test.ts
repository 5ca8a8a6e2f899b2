import { afterAll, beforeAll, expect } from 'vitest'
import { finished, runBin, startBin } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test } from './zones.ts'

let shop: Shop

beforeAll(async () => {
  shop = await startShop(['--customers', '60', '--orders', '80', '--products', '10'])
})

afterAll(() => shop.stop())

interface Message {
  readonly type: string
  readonly stream: string
  readonly record: Record<string, unknown>
}

const map = {
  streams: {
    customers: {
      filter: "state == 'ENABLED'",
      drop: ['note'],
      hash: { displayName: 'sha256' },
      rename_all: { case: 'snake_case' },
    },
    products: null,
  },
}

test('tap | descant-map | target: mapped fields change, the rest and STATE keep their bytes', async ({
  zones,
}) => {
  const tapConfig = zones.file('tap.json', {
    shop: shop.shop,
    access_token: shop.access_token,
    api_url: shop.url,
  })
  const alone = await runBin('tap-shopify', ['--config', tapConfig])
  expect(alone.code).toBe(0)
  const lines = alone.stdout.trimEnd().split('\n')
  const messages = lines.map((line) => JSON.parse(line) as Message)
  const recordsOf = (stream: string) =>
    messages.filter((message) => message.type === 'RECORD' && message.stream === stream)

  const target = startBin('target-s3-ndjson', ['--config', zones.targetConfig()])
  const mapper = startBin('descant-map', ['--config', zones.file('map.json', map)], {
    stdio: ['pipe', target.stdin, 'pipe'],
  })
  target.stdin?.destroy()
  mapper.stdin?.on('error', () => {})
  mapper.stdin?.end(alone.stdout)
  const [mapped, written] = await Promise.all([finished(mapper), finished(target)])
  expect([mapped.code, written.code], mapped.lastLine).toEqual([0, 0])

  const raw = zones.lines('raw')
  const enabled = recordsOf('customers').filter(({ record }) => record.state === 'ENABLED')
  const customers = raw.map((line) => JSON.parse(line)).filter((record) => 'display_name' in record)
  expect(enabled.length).toBeGreaterThan(0)
  expect(customers.map(({ id }) => id)).toEqual(enabled.map(({ record }) => record.id))
  for (const customer of customers) {
    expect(customer).not.toHaveProperty('note')
    expect(customer.display_name).toMatch(/^[0-9a-f]{64}$/)
  }
  expect(
    raw.some((line) => line.includes('gid://shopify/Product/') && line.includes('"handle"')),
  ).toBe(false)
  const orders = lines.filter((line) => line.startsWith('{"type":"RECORD","stream":"orders"'))
  expect(orders).toHaveLength(80)
  for (const line of orders) {
    const bytes = line.slice(line.indexOf('"record":{') + '"record":'.length)
    const record = bytes.slice(0, bytes.lastIndexOf('}', bytes.lastIndexOf(',"time_extracted"')))
    expect(raw.some((kept) => kept.startsWith(`${record},"_sdc_extracted_at"`))).toBe(true)
  }
  const lastState = lines.filter((line) => line.startsWith('{"type":"STATE"')).at(-1)
  const passedOn = written.stdout.trimEnd().split('\n').at(-1)
  expect(lastState).toBe(`{"type":"STATE","value":${passedOn}}`)
})
