import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that a service was sent. */
export interface AwsRequest {
  readonly method: string
  readonly path: string
  /** The operation that services of AWS's JSON protocol are asked for, as `RunTask`. */
  readonly operation: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
}

export interface AwsAnswer {
  readonly status?: number
  readonly body: object
}

/** A service of AWS on this machine, for tests: answers by a function, and remembers what it was asked. */
export async function awsService(answer: (request: AwsRequest) => AwsAnswer) {
  const requests: AwsRequest[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const target = String(incoming.headers['x-amz-target'] ?? '')
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      operation: target.split('.')[1] ?? '',
      headers: incoming.headers,
      body: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
    }
    requests.push(request)
    const { status = 200, body } = answer(request)
    outgoing.writeHead(status, {
      'content-type': target ? 'application/x-amz-json-1.1' : 'application/json',
    })
    outgoing.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
