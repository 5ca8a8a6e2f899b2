import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SandboxError } from './error.ts'
import { jsonReply, type Reply, type Request } from './reply.ts'

/** A running server of a sandbox. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Stops listening and ends the connections that are open, whatever they wait for. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

/** Larger than any request that makes sense; keeps a mistake from filling the memory. */
const MAXIMUM_BODY_BYTES = 16 * 1024 * 1024

/** Far more than Node's 16 KB, so that a sandbox can refuse long headers in its own words. */
const MAXIMUM_HEADER_BYTES = 1024 * 1024

/**
 * Serves a function over HTTP on this machine alone.
 *
 * @param port 0 takes any free one.
 * @throws SandboxError SANDBOX_PORT_TAKEN, SANDBOX_PORT_REFUSED
 * @example
 * const server = await listenOnLoopback(0, (request) => jsonReply(200, { path: request.path }))
 */
export async function listenOnLoopback(
  port: number,
  answer: (request: Request) => Reply,
): Promise<LoopbackServer> {
  const listener: RequestListener = (incoming, response) => {
    respond(incoming, response, answer).catch(() => response.destroy())
  }
  // Connections stay open between requests for as long as the sandbox lives.
  const server = createServer(
    { keepAliveTimeout: 0, maxHeaderSize: MAXIMUM_HEADER_BYTES },
    listener,
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port)))
    server.listen(port, LOOPBACK, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${LOOPBACK}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: Request) => Reply,
): Promise<void> {
  const body = await readBody(incoming)
  if (body === undefined) return send(jsonReply(413, { errors: 'Payload Too Large' }), response)
  const request: Request = {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: incoming.headers as Record<string, string | undefined>,
    body,
  }
  await send(answerOrOwnUp(answer, request), response)
}

/** Nobody expects this status of a sandbox, so a mistake of ours comes with where it happened. */
function answerOrOwnUp(answer: (request: Request) => Reply, request: Request): Reply {
  try {
    return answer(request)
  } catch (error) {
    return jsonReply(500, { sandbox_error: error instanceof Error ? error.stack : String(error) })
  }
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAXIMUM_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  const { delayMilliseconds, hang, resetAfterBytes, pieceBytes } = reply.transport ?? {}
  if (hang) return
  // The timer must not keep alive a process that is about to end.
  if (delayMilliseconds) await sleep(delayMilliseconds, undefined, { ref: false })
  reply.leaving?.()
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  if (resetAfterBytes === 0) {
    response.socket?.resetAndDestroy()
    return
  }
  // A status that has no body must not tell of one.
  const length = body.length === 0 && [204, 304].includes(reply.status) ? {} : lengthOf(body)
  response.writeHead(reply.status, { ...reply.headers, ...length })
  if (pieceBytes !== undefined) await writePieces(body, pieceBytes, response)
  if (resetAfterBytes === undefined) {
    response.end(pieceBytes === undefined ? body : undefined)
    return
  }
  response.write(body.subarray(0, resetAfterBytes), () => response.socket?.resetAndDestroy())
}

const lengthOf = (body: Uint8Array) => ({ 'Content-Length': body.length })

async function writePieces(
  body: Uint8Array,
  pieceBytes: number,
  response: ServerResponse,
): Promise<void> {
  for (let start = 0; start < body.length && !response.destroyed; start += pieceBytes) {
    if (!response.write(body.subarray(start, start + pieceBytes))) await untilDrained(response)
  }
}

/** Until there is room for more, or nobody is there any more to take it. */
function untilDrained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

function listenError(error: NodeJS.ErrnoException, port: number): SandboxError {
  return error.code === 'EADDRINUSE'
    ? new SandboxError(
        'SANDBOX_PORT_TAKEN',
        `Port ${port} is taken by another program. Choose another with --port, or --port 0 for any free one.`,
        { cause: error },
      )
    : new SandboxError(
        'SANDBOX_PORT_REFUSED',
        `Cannot listen on port ${port} (${error.code}). Choose another with --port, or --port 0 for any free one.`,
        { cause: error },
      )
}
