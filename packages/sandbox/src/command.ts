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
import { readSalesforceCommand } from './salesforce-command.ts'

const help = `Usage: descant-sandbox shopify [options]
       descant-sandbox salesforce [options], see descant-sandbox salesforce --help

A local Shopify: the Admin GraphQL API over a generated store, on this machine alone.
When it is ready it prints one line of JSON: {"url", "shop", "access_token"}, and to ask for
tokens {"client_id", "client_secret", "refresh_token"}.
It ends on SIGTERM or SIGINT, or when a piped standard input closes.

Options
  --port N               The port to listen on; 0, the default, takes any free one
  --shop NAME            The shop's name, as in NAME.myshopify.com (default: descant-sandbox)
  --seed N               What the store grows from: same seed, same store (default: 1)
  --customers N          How many customers (default: 2000)
  --orders N             How many orders (default: 5000)
  --products N           How many products (default: 200)
  --deep                 Add records that no page can show at once: a product of 251 variants, an
                         order of 300 line items and three refunds, a discount of 120 codes
  --transactions FILE    Take customers and orders from a file instead: one order a line, in
                         columns parted by blanks, the customer's id first, and date (YYYYMMDD),
                         units and dollars last
  --restore-rate N       Points that come back into the bucket each second (default: 100)
  --index-lag-ms N       How long a change takes to reach filters and sorting (default: 0)
  --clock TIME|real      The sandbox's time at the start, as 2026-11-01T00:00:00Z (the default),
                         or real for this machine's; generated stores lie in the two years before
  --pagination-limit N   How many objects of one connection can be paged through (default: 25000)
  --bulk-speed N         How many objects a bulk operation goes through in a second (default: 5000)
  --scopes LIST          The access scopes of the app, parted by commas (default: all that read)
  --help                 Show this
  --version              Show the version
`

const numbers = [
  'port',
  'seed',
  'customers',
  'orders',
  'products',
  'restore-rate',
  'index-lag-ms',
  'pagination-limit',
  'bulk-speed',
] as const

/**
 * Understands the arguments of `descant-sandbox`.
 *
 * @throws SandboxError SANDBOX_ARGUMENTS (exit code 2)
 */
export function readCommand(args: readonly string[]): Command {
  if (args[0] === 'salesforce') return readSalesforceCommand(args.slice(1))
  const { values, positionals } = parse(args)
  if (values.help) return { kind: 'print', text: help }
  if (values.version) return { kind: 'print', text: `${packageVersion()}\n` }
  const [server, ...others] = positionals
  if (server === undefined) throw badArguments('Say which server to start: shopify or salesforce.')
  if (server !== 'shopify' || others.length > 0) {
    throw badArguments(
      `There is no server named "${[server, ...others].join(' ')}"; shopify and salesforce are.`,
    )
  }
  const number = Object.fromEntries(
    numbers.flatMap((name) => {
      const text = values[name]
      return typeof text === 'string' ? [[name, wholeNumber(name, text)]] : []
    }),
  ) as Partial<Record<(typeof numbers)[number], number>>
  const options = withoutUndefined({
    port: number.port,
    seed: number.seed,
    customers: number.customers,
    orders: number.orders,
    products: number.products,
    deep: values.deep,
    restoreRate: number['restore-rate'],
    indexLagMilliseconds: number['index-lag-ms'],
    paginationLimit: number['pagination-limit'],
    bulkObjectsPerSecond: number['bulk-speed'],
    scopes: values.scopes?.split(',').map((scope) => scope.trim()),
    shop: values.shop === undefined ? undefined : shopName(values.shop),
    transactions: values.transactions,
    clock: values.clock === undefined ? undefined : new VirtualClock(moment(values.clock)),
  })
  return {
    kind: 'serve',
    start: async () => {
      // Each server loads what it needs when it is the one to start.
      const { startShopifySandbox } = await import('./shopify/start-shopify-sandbox.ts')
      const sandbox = await startShopifySandbox(options)
      const { url, shop, close } = sandbox
      const ready = {
        url,
        shop,
        access_token: sandbox.accessToken,
        client_id: sandbox.clientId,
        client_secret: sandbox.clientSecret,
        refresh_token: sandbox.refreshToken,
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
        customers: text,
        orders: text,
        products: text,
        deep: flag,
        transactions: text,
        shop: text,
        clock: text,
        scopes: text,
        'restore-rate': text,
        'index-lag-ms': text,
        'pagination-limit': text,
        'bulk-speed': text,
        help: { ...flag, short: 'h' },
        version: flag,
      },
    })
  } catch (error) {
    throw badArguments(`${(error as Error).message.split('. ')[0]}.`, error)
  }
}

function shopName(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]*(\.myshopify\.com)?$/.test(text)) {
    throw badArguments(
      `--shop takes letters a-z, digits and dashes, as in NAME.myshopify.com, not "${text}".`,
    )
  }
  return text
}
