import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { test as base } from './interop/shop.ts'
import { Child } from './soak/child.ts'
import type { HostMessage } from './soak/schedule-host.ts'
import { startWebhook, type Webhook } from './webhook.ts'

/** A dozen processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

const hour = 3_600_000
const packages = fileURLToPath(new URL('../packages', import.meta.url))

const test = base.extend<{ readonly webhook: Webhook }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from it.
  webhook: async ({}, use) => {
    const webhook = await startWebhook()
    await use(webhook)
    webhook.stop()
  },
})

describe.skipIf(!isLong)('a schedule that looks after its promises (with DESCANT_LONG=1)', () => {
  test('data that stand still are told of once when they are late, and once when they come again', async ({
    zones,
    shop,
    webhook,
  }) => {
    const project = zones.file('descant.yaml', {
      version: 1,
      zones: { raw: './raw', processed: './processed', dead_letters: './dead', state: './state' },
      targets: { raw: { command: `${packages}/target-s3-ndjson/bin/target-s3-ndjson.js` } },
      schedule: '0 * * * *',
      limits: { attempts: 1 },
      alerts: { url: '${env:ALERT_URL}' },
      customers: {
        acme: {
          sources: {
            shop: {
              type: 'shopify',
              tap: `${packages}/tap-shopify/bin/tap-shopify.js`,
              config: { api_url: shop.url, shop: shop.shop, access_token: '${env:SHOP_TOKEN}' },
            },
          },
        },
      },
    })
    const arm = async (fault: object) => {
      const body = JSON.stringify(fault)
      expect((await fetch(`${shop.url}/__control/fault`, { method: 'POST', body })).ok).toBe(true)
    }
    // The names of raw objects have real times, which must not lie before the virtual ones.
    const begin = Math.floor(Date.now() / hour) * hour - 6 * hour
    const [breaks, works] = [begin + 1.5 * hour, begin + 3.5 * hour]
    const failures: unknown[] = []
    let isBroken = false
    const onMessage = async (message: unknown) => {
      const heard = message as HostMessage
      if (heard.event !== 'idle') return
      const mustBreak = heard.next >= breaks && heard.next < works
      try {
        if (mustBreak !== isBroken) {
          isBroken = mustBreak
          await arm(mustBreak ? { kind: 'expired_token', count: 10_000 } : { kind: 'none' })
        }
        host.tell({ goOn: true })
      } catch (error) {
        failures.push(error)
        host.process.kill()
      }
    }
    const host = new Child('./schedule-host.ts', {
      args: [
        ...[project, `${packages}/cli/bin/descant.js`],
        ...[String(begin), String(begin + 4.5 * hour)],
      ],
      env: { SHOP_TOKEN: shop.access_token, ALERT_URL: webhook.url },
      onMessage,
    })
    const exitCode = await host.gone
    expect([exitCode, failures]).toEqual([0, []])

    const { told } = webhook
    const late = told.filter(({ kind }) => kind === 'data-late')
    expect(late).toMatchObject([
      { status: 'firing', customer: 'acme', provider: 'shop', title: 'acme/shop: data are late' },
      { status: 'resolved', provider: 'shop', title: 'acme/shop: data are fresh again' },
    ])
    // Two hours after the last extraction that was whole, to the minute, and not at the next run.
    const [firing, resolved] = late.map(({ at }) => Date.parse(at))
    expect(firing).toBe(begin + 3 * hour)
    expect(resolved).toBeGreaterThanOrEqual(works)
    expect(told.filter(({ kind }) => kind === 'run-failed').map(({ status }) => status)).toEqual([
      'firing',
      'resolved',
    ])
    expect(JSON.stringify(told)).not.toContain(shop.access_token)
  }, 300_000)
})
