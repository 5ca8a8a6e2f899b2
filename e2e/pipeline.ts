import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Finished, finished, runBin, startBin } from './bins.ts'
import { startSandbox } from './sandbox.ts'
import type { Zones } from './zones.ts'

/** A sandbox shop that is running. */
export interface Shop {
  readonly url: string
  readonly shop: string
  readonly access_token: string
  stop(): Promise<void>
}

/** Starts the sandbox shop. */
export async function startShop(args: readonly string[]): Promise<Shop> {
  const { ready, stop } = await startSandbox<Omit<Shop, 'stop'>>(['shopify', ...args])
  return { ...ready, stop }
}

export interface ExtractOptions {
  readonly shop: Shop
  readonly zones: Zones
  /** The STATE to go on from. */
  readonly state?: string | undefined
  readonly tap?: object
  readonly target?: object
  /** Is given the tap and each line of STATE that the target passes on. */
  readonly onState?: (tap: ChildProcess, line: string) => void
}

/** What `tap-shopify | target-s3-ndjson` left behind. */
export interface Extraction {
  readonly tap: Finished
  readonly target: Finished
  /** The last STATE that was passed on; the one that was given where there was none. */
  readonly state: string | undefined
}

/** Runs `tap-shopify | target-s3-ndjson` to its end. */
export async function extract(options: ExtractOptions): Promise<Extraction> {
  const { shop, zones } = options
  const { url: api_url, shop: name, access_token } = shop
  const tapConfig = zones.file('tap.json', { api_url, shop: name, access_token, ...options.tap })
  const state =
    options.state === undefined ? [] : ['--state', zones.file('state.json', options.state)]
  const target = startBin('target-s3-ndjson', ['--config', zones.targetConfig(options.target)])
  const tap = startBin('tap-shopify', ['--config', tapConfig, ...state], {
    stdio: ['ignore', target.stdin, 'pipe'],
  })
  target.stdin?.destroy()
  let last = options.state
  const ends = Promise.all([finished(tap), finished(target)])
  createInterface({ input: target.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    last = line
    options.onState?.(tap, line)
  })
  const [tapFinished, targetFinished] = await ends
  return { tap: tapFinished, target: targetFinished, state: last }
}

/** `descant transform` over the zones of a test. */
export const transform = (zones: Zones, args: readonly string[] = []): Promise<Finished> =>
  runBin('descant', [
    'transform',
    ...['--customer', 'acme', '--raw', zones.url('raw'), '--processed', zones.url('processed')],
    ...['--dead-letters', zones.url('dead-letters'), '--state', zones.url('state'), '--json'],
    ...args,
  ])

/** `descant load` of the zones of a test. */
export const load = (
  zones: Zones,
  databaseUrl: string,
  args: readonly string[] = [],
): Promise<Finished> =>
  runBin(
    'descant',
    ['load', '--customer', 'acme', '--processed', zones.url('processed'), '--json', ...args],
    { env: { DATABASE_URL: databaseUrl } },
  )
