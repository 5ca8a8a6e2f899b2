import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { VirtualClock } from './clock.ts'
import {
  badArguments,
  type Command,
  moment,
  packageVersion,
  wholeNumber,
  withoutUndefined,
} from './command-arguments.ts'
import { type LimitInfoForm, limitInfoForms } from './salesforce/usage/usage.ts'

const help = `Usage: descant-sandbox salesforce [options]

A local Salesforce: REST and Bulk API 2.0 over a generated org, on this machine alone.
When it is ready it prints one line of JSON: {"url", "client_id", "client_secret", "refresh_token"}.
It ends on SIGTERM or SIGINT, or when a piped standard input closes.

Options
  --port N                 The port to listen on; 0, the default, takes any free one
  --seed N                 What the org grows from: same seed, same org (default: 1)
  --accounts N             How many accounts; other objects go by it (default: 200)
  --records OBJECT=N       How many records of an object; can be given for several objects
  --generated-objects N    How many custom objects to add, for a large org (default: 0)
  --daily-requests N       How many calls are allowed in 24 hours (default: 100000)
  --limit-info FORM        How answers tell what is used: plain (the default), per-app or bursts
  --session-seconds N      How long after its last use a session ends (default: 7200)
  --rotate-refresh-tokens  Every refresh gives a new refresh token, and the one before dies
  --public-key FILE        What verifies the JWT bearer flow: a public key or certificate, in PEM
  --page-records N         The most records of a page of a query (default: 2000)
  --bulk-page-records N    The most rows of a page of a bulk job (default: 50000)
  --latency-ms N           How late every answer is (default: 0)
  --visibility-lag-ms N    How long a change takes to be seen (default: 0)
  --clock TIME|real        The sandbox's time at the start, as 2026-11-01T00:00:00Z (the default),
                           or real for this machine's; records lie in the two years before
  --help                   Show this
  --version                Show the version
`

const numbers = [
  'port',
  'seed',
  'accounts',
  'generated-objects',
  'daily-requests',
  'session-seconds',
  'page-records',
  'bulk-page-records',
  'latency-ms',
  'visibility-lag-ms',
] as const

/**
 * Understands the arguments of `descant-sandbox salesforce`.
 *
 * @throws SandboxError SANDBOX_ARGUMENTS (exit code 2)
 */
export function readSalesforceCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args)
  if (values.help) return { kind: 'print', text: help }
  if (values.version) return { kind: 'print', text: `${packageVersion()}\n` }
  if (positionals.length > 0) {
    throw badArguments(
      `There is no server named "salesforce ${positionals.join(' ')}"; salesforce is one.`,
    )
  }
  const number = Object.fromEntries(
    numbers.flatMap((name) => {
      const text = values[name]
      return text === undefined ? [] : [[name, wholeNumber(name, text)]]
    }),
  ) as Partial<Record<(typeof numbers)[number], number>>
  const options = withoutUndefined({
    port: number.port,
    seed: number.seed,
    accounts: number.accounts,
    records: recordCounts(values.records ?? []),
    generatedObjects: number['generated-objects'],
    dailyRequests: number['daily-requests'],
    sessionSeconds: number['session-seconds'],
    pageRecords: number['page-records'],
    bulkPageRecords: number['bulk-page-records'],
    latencyMilliseconds: number['latency-ms'],
    visibilityLagMilliseconds: number['visibility-lag-ms'],
    limitInfo: limitInfo(values['limit-info']),
    rotateRefreshTokens: values['rotate-refresh-tokens'],
    publicKey: values['public-key'] === undefined ? undefined : keyIn(values['public-key']),
    clock: values.clock === undefined ? undefined : new VirtualClock(moment(values.clock)),
  })
  return {
    kind: 'serve',
    start: async () => {
      const { startSalesforceSandbox } = await import('./salesforce/start-salesforce-sandbox.ts')
      const sandbox = await startSalesforceSandbox(options)
      const { url, clientId, clientSecret, refreshToken, close } = sandbox
      const ready = {
        url,
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: refreshToken,
      }
      return { ready, close }
    },
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: text,
        seed: text,
        accounts: text,
        records: { ...text, multiple: true },
        'generated-objects': text,
        'daily-requests': text,
        'limit-info': text,
        'session-seconds': text,
        'rotate-refresh-tokens': flag,
        'public-key': text,
        'page-records': text,
        'bulk-page-records': text,
        'latency-ms': text,
        'visibility-lag-ms': text,
        clock: text,
        help: { ...flag, short: 'h' },
        version: flag,
      },
    })
  } catch (error) {
    throw badArguments(`${(error as Error).message.split('. ')[0]}.`, error)
  }
}

function recordCounts(texts: readonly string[]): Record<string, number> {
  const counts = texts.map((text) => {
    const [, object, count] = /^(\w+)=(.*)$/.exec(text) ?? []
    if (object === undefined || count === undefined) {
      throw badArguments(`--records takes an object and a number, as Account=500, not "${text}".`)
    }
    return [object, wholeNumber('records', count)] as const
  })
  return Object.fromEntries(counts)
}

function limitInfo(text: string | undefined): LimitInfoForm | undefined {
  if (text === undefined) return undefined
  const form = limitInfoForms.find((one) => one === text)
  if (form === undefined) {
    throw badArguments(`--limit-info takes one of ${limitInfoForms.join(', ')}, not "${text}".`)
  }
  return form
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw badArguments(`--public-key cannot be read: ${(error as Error).message}.`, error)
  }
}
