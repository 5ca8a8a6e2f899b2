import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** An alert as a webhook is told it. */
interface ToldAlert {
  readonly kind: string
  readonly status?: string
  readonly title: string
  /** ISO 8601. */
  readonly at: string
}

/** A webhook that keeps what it is told. */
export interface Webhook {
  readonly url: string
  readonly told: readonly ToldAlert[]
  stop(): void
}

/** Starts a webhook on a free port of this machine. */
export async function startWebhook(): Promise<Webhook> {
  const told: ToldAlert[] = []
  const server = createServer(async (request, response) => {
    told.push((await json(request)) as ToldAlert)
    response.end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { told, url: `http://127.0.0.1:${port}/hook`, stop: () => server.close() }
}
