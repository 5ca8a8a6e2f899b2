import { createHash } from 'node:crypto'
import type { VirtualClock } from '../../clock.ts'
import type { GraphqlEndpoint } from '../api/graphql-endpoint.ts'
import { formatDateTime } from '../api/scalars.ts'
import { DEFAULT_APP, type Tokens } from '../api/tokens.ts'
import type { BulkOperations } from '../bulk/bulk-operations.ts'
import type { OAuthEndpoint } from '../oauth/oauth-endpoint.ts'
import type { RefreshTokens } from '../oauth/refresh-tokens.ts'
import { gid, parseGid } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row, Table } from '../store/table.ts'
import type { Faults } from './faults.ts'
import type { Mutations } from './mutate.ts'
import type { RequestLog } from './request-log.ts'
import { ControlError, Settings } from './settings.ts'

/** What the control verbs act on. */
export interface ControlledSandbox {
  readonly store: ShopifyStore
  readonly clock: VirtualClock
  readonly tokens: Tokens
  readonly refreshTokens: RefreshTokens
  readonly oauth: OAuthEndpoint
  readonly bulk: BulkOperations
  readonly endpoint: GraphqlEndpoint
  readonly faults: Faults
  readonly log: RequestLog
  readonly mutations: Mutations
  /** The token that the sandbox was started with. */
  readonly accessToken: string
}

type Verb = (sandbox: ControlledSandbox, settings: Settings) => object

/** What can be asked at `POST /__control/VERB`. A new verb is an entry here. */
const verbs: Readonly<Record<string, Verb>> = {
  /** What is in the store, and what was asked of it. */
  state: ({ store, clock, endpoint, faults, mutations }) => ({
    now: formatDateTime(clock.now()),
    shop: store.shop.myshopifyDomain,
    counts: counts(store),
    latest_updated_at: formatDateTime(latestUpdate(store)),
    digest: digest(store),
    requests: endpoint.counters.requests,
    executed: endpoint.counters.executed,
    throttled: endpoint.counters.throttled,
    points_spent: endpoint.counters.pointsSpent,
    rounds: mutations.rounds,
    faults: faults.armed,
  }),

  /** The id and updatedAt of every record of a kind: the truth that a sync is measured by. */
  records: ({ store }, settings) => {
    const [type, table] = tableNamed(store, settings)
    return {
      records: [...table.values()].map((row) => ({
        id: gid(type, row.id),
        updatedAt: formatDateTime(row.updatedAt),
      })),
    }
  },

  /** A round of changes. */
  mutate: ({ mutations }, settings) => {
    const mutation = mutations.mutate({
      round: settings.positive('round'),
      customers: settings.number('customers', 3),
      orders: settings.number('orders', 3),
      products: settings.number('products', 1),
    })
    return {
      round: mutation.round,
      at: formatDateTime(mutation.at),
      customers: mutation.customers,
      orders: mutation.orders,
      products: mutation.products,
      created_order: mutation.createdOrder,
    }
  },

  /** Pushes the clock ahead, by so many seconds or to a moment. */
  advance: ({ clock }, settings) => {
    if (settings.has('to')) clock.reach(settings.moment('to', clock.now()))
    else clock.advance(settings.number('seconds'))
    return { now: formatDateTime(clock.now()) }
  },

  /** Arms a fault, or with `kind` "none" disarms all. */
  fault: ({ faults }, settings) => {
    if (settings.has('kind') && settings.text('kind') === 'none') faults.clear()
    else faults.arm(settings)
    return { faults: faults.armed }
  },

  /** What was asked of the sandbox: the requests after the `since`-th. */
  requests: ({ log }, settings) => ({
    count: log.count,
    requests: log.since(settings.number('since', 0)),
  }),

  /** Operations of other processes: they take up places, and cancel what runs. */
  bulk: ({ bulk }, settings) => {
    const app = settings.text('app', DEFAULT_APP)
    const action = settings.choice('action', ['list', 'occupy', 'cancel'])
    if (action === 'occupy') bulk.occupy(app, settings.positive('count', 5))
    if (action === 'cancel') {
      for (const { id } of settings.has('id')
        ? [{ id: parseGid(settings.text('id'))?.id ?? 0 }]
        : bulk.underWay(app)) {
        bulk.cancel(id)
      }
    }
    return {
      operations: bulk.list(app).map((operation) => ({
        id: gid('BulkOperation', operation.id),
        status: operation.status,
        object_count: operation.objectCount,
      })),
    }
  },

  /** Issues another access token, changes what one may do, or revokes tokens. */
  token: ({ tokens, refreshTokens, accessToken }, settings) => {
    const action = settings.choice('action', ['issue', 'scopes', 'revoke'])
    if (action === 'revoke') {
      return {
        revoked: settings.has('refresh_token')
          ? refreshTokens.revoke(settings.text('refresh_token'))
          : tokens.revoke(settings.text('access_token', accessToken)),
      }
    }
    if (action === 'scopes') {
      const scopes = settings.texts('scopes')
      return { changed: tokens.changeScopes(settings.text('access_token', accessToken), scopes) }
    }
    const grant = tokens.issue({
      ...(settings.has('app') ? { app: settings.text('app') } : {}),
      ...(settings.has('scopes') ? { scopes: settings.texts('scopes') } : {}),
      ...(settings.has('ttl_seconds') ? { ttlSeconds: settings.number('ttl_seconds') } : {}),
    })
    const scopes = [...grant.scopes]
    return {
      access_token: grant.token,
      scopes,
      expires_at: grant.expiresAt === undefined ? null : formatDateTime(grant.expiresAt),
      refresh_token: refreshTokens.issue({ app: grant.app, scopes }),
    }
  },
}

/**
 * Does what a control verb asks.
 *
 * @param body The settings of the verb, a JSON object or nothing.
 * @throws ControlError where there is no such verb, or its settings will not do.
 */
export function control(
  sandbox: ControlledSandbox,
  verb: string,
  body: Readonly<Record<string, unknown>> = {},
): object {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (act === undefined) {
    throw new ControlError(`There is no verb "${verb}"; there are ${Object.keys(verbs).join(', ')}`)
  }
  return act(sandbox, new Settings(body))
}

function tableNamed(store: ShopifyStore, settings: Settings): [string, Table<Row>] {
  const tables: Readonly<Record<string, [string, Table<Row>]>> = {
    customers: ['Customer', store.customers],
    orders: ['Order', store.orders],
    products: ['Product', store.products],
    variants: ['ProductVariant', store.variants],
  }
  return tables[settings.choice('kind', Object.keys(tables))] as [string, Table<Row>]
}

function counts(store: ShopifyStore) {
  let lineItems = 0
  for (const order of store.orders.values()) lineItems += order.lineItems.length
  return {
    customers: store.customers.size,
    orders: store.orders.size,
    line_items: lineItems,
    products: store.products.size,
    variants: store.variants.size,
  }
}

function latestUpdate(store: ShopifyStore): number {
  let latest = store.shop.updatedAt
  for (const table of [store.customers, store.orders, store.products]) {
    for (const row of table.values()) latest = Math.max(latest, row.updatedAt)
  }
  return latest
}

/** Equal for equal stores: the means to see that a replay came to the same state. */
function digest(store: ShopifyStore): string {
  const hash = createHash('sha256')
  for (const table of [store.customers, store.orders, store.products]) {
    for (const row of table.values()) hash.update(JSON.stringify(row))
  }
  return hash.digest('hex')
}
