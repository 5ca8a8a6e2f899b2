import { rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '@descant/sdk'

export interface HeartbeatOptions {
  readonly 'health-file'?: string
  readonly 'health-port'?: string
}

/** What the health file says. */
interface Beat {
  readonly pid: number
  readonly at: string
}

const beatMilliseconds = 5_000

/** A process that has not said for so long that it lives does not. */
export const healthyForMilliseconds = 30_000

/** Where a process says that it lives, where nothing else is said. */
export const healthFileOf = (options: HeartbeatOptions): string =>
  options['health-file'] ?? join(tmpdir(), 'descant-health.json')

/**
 * Says that this process lives, in a file and, where it is asked, to who asks by HTTP. Written by the
 * loop that everything else runs in: a process that hangs is silent.
 */
export class Heartbeat {
  readonly #file: string
  readonly #timer: NodeJS.Timeout
  readonly #server: Server | undefined

  private constructor(file: string, server: Server | undefined) {
    this.#file = file
    this.#server = server
    this.#beat()
    this.#timer = setInterval(() => this.#beat(), beatMilliseconds)
    this.#timer.unref()
  }

  /** @throws {ConfigError} where the port is none or is taken. */
  static async start(options: HeartbeatOptions): Promise<Heartbeat> {
    const port = options['health-port']
    const server = port === undefined ? undefined : await serve(Number(port))
    return new Heartbeat(healthFileOf(options), server)
  }

  /** The process ends. */
  end(): void {
    clearInterval(this.#timer)
    this.#server?.close()
    this.#server?.closeAllConnections()
    rmSync(this.#file, { force: true })
  }

  #beat(): void {
    const beat: Beat = { pid: process.pid, at: new Date().toISOString() }
    try {
      writeFileSync(this.#file, `${JSON.stringify(beat)}\n`)
    } catch {
      // A file system that cannot be written (a read-only root without a tmpfs) fails the check alone.
    }
  }
}

const serve = (port: number): Promise<Server> => {
  const server = createServer((request, response) => {
    const isHealth = request.url === '/health' && request.method === 'GET'
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' })
    response.end(isHealth ? `${JSON.stringify({ status: 'ok', pid: process.pid })}\n` : '')
  })
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `cannot be listened on (${cause.code})`
      reject(new ConfigError([{ path: '--health-port', message }], { cause }))
    })
    server.listen(port, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** Why a process is not well, by its health file; undefined where it is. */
export async function illness(file: string, now: number): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return `no run says that it lives: there is no ${file}`
  const { pid, at } = JSON.parse(text) as Beat
  const age = now - Date.parse(at)
  if (age <= healthyForMilliseconds) return undefined
  return `process ${pid} last said that it lives ${Math.round(age / 1000)} seconds ago: it hangs, or was killed`
}
