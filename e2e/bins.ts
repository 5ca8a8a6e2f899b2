import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const bins = {
  'tap-shopify': 'packages/tap-shopify/bin/tap-shopify.js',
  'tap-salesforce': 'packages/tap-salesforce/bin/tap-salesforce.js',
  'descant-map': 'packages/map/bin/descant-map.js',
  'target-s3-ndjson': 'packages/target-s3-ndjson/bin/target-s3-ndjson.js',
  'target-postgres': 'packages/loader/bin/target-postgres.js',
  descant: 'packages/cli/bin/descant.js',
  'descant-sandbox': 'packages/sandbox/bin/descant-sandbox.js',
} as const

export type BinName = keyof typeof bins

/** What a process left behind. */
export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** The last line that is not empty of stderr: where the reason of a failure stands. */
  readonly lastLine: string
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: NodeJS.ProcessEnv
}

/** Starts a built bin, as a shell would. */
export function startBin(
  name: BinName,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly stdio?: StdioOptions } = {},
): ChildProcess {
  return spawn(process.execPath, [`${root}${bins[name]}`, ...args], {
    env: { ...process.env, ...options.env },
    stdio: options.stdio ?? 'pipe',
  })
}

const exitOf = (child: ChildProcess): Promise<Pick<Finished, 'code' | 'signal'>> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })

/** Collects what a process writes until it ends. */
export async function finished(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr, exit] = await Promise.all([
    child.stdout && !child.stdout.destroyed ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    exitOf(child),
  ])
  return { ...exit, stdout, stderr, lastLine: stderr.trimEnd().split('\n').at(-1) ?? '' }
}

/** Runs a built bin to its end. */
export async function runBin(
  name: BinName,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const child = startBin(name, args, options.env ? { env: options.env } : {})
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.stdin ?? '')
  return finished(child)
}

/** Runs a script of the shell to its end. */
export function runShell(script: string, env: NodeJS.ProcessEnv): Promise<Finished> {
  const child = spawn('sh', ['-c', script], { env: { ...process.env, ...env } })
  child.stdin.end()
  return finished(child)
}
