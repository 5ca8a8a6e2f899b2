import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Newest first, as many APIs list; two and two were changed in the same instant. */
const orders = [7, 6, 5, 4, 3, 2, 1].map((id) => ({
  id,
  email: id % 3 === 0 ? null : `buyer-${id}@example.com`,
  updated_at: new Date(Date.UTC(2026, 0, 1 + Math.floor(id / 2))).toISOString(),
}))

const refundsOf = (order_id: number) => [{ id: 100 + order_id, order_id, amount: '12.30' }]

const pageSize = 3

/** A page of what was asked for, and the URL of the next one. */
function answerTo(url: URL): { readonly body: unknown; readonly next?: string } {
  const [, order] = url.pathname.match(/^\/orders\/(\d+)\/refunds$/) ?? []
  if (order) return { body: refundsOf(Number(order)) }
  const since = Date.parse(url.searchParams.get('updated_since') ?? '1970-01-01')
  const rows = orders.filter(({ updated_at }) => Date.parse(updated_at) >= since)
  if (url.searchParams.get('sort') === 'updated_at') rows.reverse()
  const from = Number(url.searchParams.get('from') ?? 0)
  const body = rows.slice(from, from + pageSize)
  if (from + pageSize >= rows.length) return { body }
  url.searchParams.set('from', String(from + pageSize))
  return { body, next: url.href }
}

/** Serves an API on this machine that answers as the real one does, for tests. */
export async function serveSampleApi(token: string) {
  const server = createServer(({ url = '/', headers }, response) => {
    if (headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end()
    const { body, next } = answerTo(new URL(url, `http://${headers.host}`))
    if (next) response.setHeader('link', `<${next}>; rel="next"`)
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
