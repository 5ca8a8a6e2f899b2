import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The servers that `.ci/servers.sh` installs, by the names of their folders. */
export const searchServers = ['elasticsearch-8.19.2', 'opensearch-2.19.3'] as const

export type SearchServerName = (typeof searchServers)[number]

export interface SearchServer {
  readonly url: string
  /** The number of the process group that all its processes are in. */
  readonly processGroup: number
  stop(): Promise<void>
}

const home = (name: SearchServerName): string => {
  const servers =
    process.env.DESCANT_SERVERS ?? fileURLToPath(new URL('../.bench/servers', import.meta.url))
  return join(servers, name)
}

/** Whether a server is installed, and a Java to run it. */
export function hasSearchServer(name: SearchServerName): boolean {
  return existsSync(join(home(name), 'bin')) && javaHome() !== undefined
}

function javaHome(): string | undefined {
  try {
    const java = execFileSync('readlink', ['-f', execFileSync('which', ['java']).toString().trim()])
    return dirname(dirname(java.toString().trim()))
  } catch {
    return undefined
  }
}

const startTimeoutMs = 300_000
const pollMs = 200

/**
 * Ends the server with the process that started it: the kernel closes the pipe (descriptor 3) then,
 * without a word. A server that was killed may have left its number to another process.
 */
const watcher = `(
  born=$(ps -o lstart= -p $$)
  read -r word <&3
  [ "$word" = ended ] && exit
  [ "$(ps -o lstart= -p $$)" = "$born" ] && kill -TERM $$
) 2>/dev/null & exec "$@" 3<&-`

/**
 * Starts a search server with a folder of its own for its data, as root or not; it takes ten to
 * twenty seconds. It listens on 127.0.0.1 alone and ends with this process.
 *
 * @throws Error where it does not come up (with its log's end)
 */
export async function startSearchServer(
  name: SearchServerName,
  { heapMib = 512 }: { readonly heapMib?: number } = {},
): Promise<SearchServer> {
  const directory = mkdtempSync(join(tmpdir(), 'descant-search-server-'))
  const isElastic = name.startsWith('elasticsearch')
  const settings: Record<string, string | number> = {
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    // Any that is free, which its log tells.
    'http.port': 0,
    'transport.port': 0,
    'path.data': join(directory, 'data'),
    'path.logs': join(directory, 'logs'),
    // A disk that is nearly full is none of the tests' affair.
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    ...(isElastic ? { 'xpack.security.enabled': 'false' } : {}),
  }
  const prefix = isElastic ? 'ES' : 'OPENSEARCH'
  const identity = ownIdentity()
  if (identity.uid !== undefined) chownSync(directory, identity.uid, -1)
  const logFile = join(directory, 'server.log')
  const log = openSync(logFile, 'w')
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-E', `${key}=${value}`])
  const bin = join(home(name), 'bin', isElastic ? 'elasticsearch' : 'opensearch')
  const server = spawn('sh', ['-c', watcher, 'sh', bin, ...flags], {
    ...identity,
    cwd: directory,
    stdio: ['ignore', log, log, 'pipe'],
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      [`${prefix}_JAVA_HOME`]: javaHome(),
      [`${prefix}_JAVA_OPTS`]: `-Xms${heapMib}m -Xmx${heapMib}m`,
      [`${prefix}_TMPDIR`]: directory,
    },
  })
  server.on('error', () => {})
  server.unref()
  pipeOf(server)?.unref()
  const stop = async () => {
    await end(server)
    rmSync(directory, { recursive: true, force: true })
  }
  const deadline = Date.now() + startTimeoutMs
  let url: string | undefined
  while (url === undefined || !(await isReady(url))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      const tail = readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n')
      await stop()
      throw new Error(`${name} did not start. The end of its log:\n${tail}`)
    }
    await sleep(pollMs)
    url ??= addressIn(readFileSync(logFile, 'utf8'))
  }
  return { url, processGroup: server.pid ?? 0, stop }
}

/** Root lends the server another user of this machine; anyone else runs it as themselves. */
function ownIdentity(): { uid?: number } {
  if (process.getuid?.() !== 0) return {}
  return { uid: Number(execFileSync('id', ['-u', 'nobody']).toString()) }
}

/** Where the server takes requests, once its log has told. */
function addressIn(log: string): string | undefined {
  const address = /HttpServerTransport\].* publish_address \{([^}]+)\}/.exec(log)?.[1]
  return address === undefined ? undefined : `http://${address}`
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/_cluster/health`).then(
    ({ ok }) => ok,
    () => false,
  )

const pipeOf = (server: ChildProcess) => server.stdio[3] as Socket | null | undefined

/** Ends the server, and dismisses its watcher. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise<void>((done) => server.once('exit', () => done()))
    server.ref()
    server.kill('SIGTERM')
    await ended
  }
  pipeOf(server)?.end('ended\n')
}
