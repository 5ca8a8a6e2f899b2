/** A process that is the world around the pipeline: shops, orgs, a store, and who is told of trouble. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import {
  type SalesforceSandbox,
  type ShopifySandbox,
  startSalesforceSandbox,
  startShopifySandbox,
} from '@descant/sandbox'
import { type S3Fault, startS3Server } from '../../packages/lake/src/fixtures/s3-server.ts'
import { answer } from './child.ts'

/** A source of the soak: what stands for it in the project file, and its secrets. */
export interface WorldSource {
  readonly customer: string
  readonly name: string
  readonly type: 'shopify' | 'salesforce'
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
}

/** What is told of a world that is ready. */
export interface World {
  readonly sources: readonly WorldSource[]
  readonly store: { readonly url: string; readonly environment: Readonly<Record<string, string>> }
  readonly alertUrl: string
}

/** What goes wrong in a cycle, chosen by the driver. */
export interface Trouble {
  /** Faults of sources, by their place in the list. */
  readonly sources: readonly {
    readonly at: number
    readonly fault: Readonly<Record<string, unknown>>
  }[]
  readonly store: readonly { readonly of: string; readonly is: S3Fault['is'] }[]
}

/** The true rows of a source: by table, when each id was last updated. */
export type Truth = Readonly<Record<string, Readonly<Record<string, string>>>>

const store = await startS3Server()
const sandboxes: (ShopifySandbox | SalesforceSandbox)[] = []
const sources: WorldSource[] = []
const alerts: { status?: string; kind: string; customer: string; provider: string }[] = []

const webhook = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => (body += piece))
  request.on('end', () => {
    alerts.push(JSON.parse(body))
    response.end('ok')
  })
})
await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve))

const secretName = (customer: string, name: string, what: string) =>
  `${customer}_${name}_${what}`.toUpperCase()

/** References to secrets of a source, and the secrets. */
const withSecrets = (customer: string, name: string, values: Readonly<Record<string, string>>) => {
  const entries = Object.entries(values).map(([what, value]) => ({
    what,
    value,
    variable: secretName(customer, name, what),
  }))
  return {
    references: Object.fromEntries(
      entries.map(({ what, variable }) => [what, `\${env:${variable}}`]),
    ),
    secrets: Object.fromEntries(entries.map(({ variable, value }) => [variable, value])),
  }
}

const startSource = async (
  customer: string,
  type: WorldSource['type'],
  n: number,
  seed: number,
) => {
  const name = `${type === 'shopify' ? 'shop' : 'crm'}${n}`
  const add = (
    sandbox: ShopifySandbox | SalesforceSandbox,
    config: object,
    values: Record<string, string>,
  ) => {
    const { references, secrets } = withSecrets(customer, name, values)
    sandboxes.push(sandbox)
    sources.push({ customer, name, type, config: { ...config, ...references }, secrets })
  }
  if (type === 'shopify') {
    const shop = await startShopifySandbox({
      seed,
      customers: 30,
      orders: 60,
      products: 5,
      restoreRate: 100_000,
    })
    const { url, clientId, clientSecret } = shop
    add(
      shop,
      { api_url: url, shop: shop.shop, client_id: clientId },
      { client_secret: clientSecret },
    )
  } else {
    const org = await startSalesforceSandbox({ seed, accounts: 12 })
    const { url, clientId, clientSecret, refreshToken } = org
    const config = { instance_url: url, client_id: clientId, select: Object.keys(objects) }
    add(org, config, { client_secret: clientSecret, refresh_token: refreshToken })
  }
}

/** The objects of an org that tables are made of, and their tables. */
const objects = {
  Account: 'accounts',
  Contact: 'contacts',
  Lead: 'leads',
  Opportunity: 'opportunities',
}

const truthOf = (at: number): Truth => {
  const sandbox = sandboxes[at] as ShopifySandbox | SalesforceSandbox
  const rows = (list: readonly (readonly [id: string, at: string])[]) =>
    Object.fromEntries(list.map(([id, updated]) => [id, new Date(updated).toISOString()]))
  if (sources[at]?.type === 'shopify') {
    const truth = ['customers', 'orders', 'products'].map((kind) => {
      const { records } = sandbox.control('records', { kind }) as {
        records: { id: string; updatedAt: string }[]
      }
      return [
        kind,
        rows(records.map(({ id, updatedAt }) => [id.split('/').at(-1) as string, updatedAt])),
      ]
    })
    return Object.fromEntries(truth)
  }
  const truth = Object.entries(objects).map(([object, table]) => {
    const { records } = sandbox.control('records', { object }) as {
      records: { Id: string; IsDeleted: boolean; SystemModstamp: string }[]
    }
    const there = records.filter(({ IsDeleted }) => !IsDeleted)
    return [table, rows(there.map(({ Id, SystemModstamp }) => [Id, SystemModstamp]))]
  })
  return Object.fromEntries(truth)
}

answer({
  async start({ perCustomer, seed }: { perCustomer: number; seed: number }): Promise<World> {
    for (const [of, customer] of ['acme', 'globex'].entries()) {
      for (let n = 0; n < perCustomer; n++) {
        const type = n % 2 === 0 ? 'shopify' : 'salesforce'
        await startSource(customer, type, Math.floor(n / 2) + 1, seed + of * perCustomer + n)
      }
    }
    const { port } = webhook.address() as AddressInfo
    const { url, environment } = store
    return { sources, store: { url, environment }, alertUrl: `http://127.0.0.1:${port}/hook` }
  },
  /** Everything at the sources moves on, and trouble is in wait. */
  cycle({ round, trouble }: { round: number; trouble: Trouble }) {
    for (const sandbox of sandboxes) {
      sandbox.control('mutate', { round })
      // What is only just written may not be seen yet; half an hour later it is.
      sandbox.control('advance', { seconds: 1800 })
    }
    for (const { at, fault } of trouble.sources) sandboxes[at]?.control('fault', fault)
    for (const { of, is } of trouble.store) store.faults.push({ for: new RegExp(of), is })
    store.requests.length = 0
    store.headers.length = 0
  },
  /** From here on nothing goes wrong. */
  calm() {
    for (const sandbox of sandboxes) sandbox.control('fault', { kind: 'none' })
    store.faults.length = 0
  },
  truth: () => sources.map((_, at) => truthOf(at)),
  alerts: () => alerts,
  /** The ids of records that the transform has parked, by the customer and source of each. */
  parked: () =>
    [...store.objects].flatMap(([key, { body }]) => {
      const [, , customer, provider] = key.split('/')
      if (!key.startsWith('lake/dead-letters/') || !key.endsWith('.ndjson.gz')) return []
      const lines = gunzipSync(body).toString().split('\n').filter(Boolean)
      return lines.flatMap((line) => {
        const { stage, record } = JSON.parse(line) as { stage: string; record: string | null }
        if (stage !== 'transform' || record === null) return []
        const { Id, id } = JSON.parse(record) as { Id?: string; id?: string }
        return [`${customer}/${provider} ${Id ?? id?.split('/').at(-1)}`]
      })
    }),
  objects: ({ prefix }: { prefix: string }) =>
    [...store.objects].flatMap(([key, { body }]) =>
      key.startsWith(prefix) ? [[key, body.toString()]] : [],
    ),
})
process.on('disconnect', () => process.exit())
