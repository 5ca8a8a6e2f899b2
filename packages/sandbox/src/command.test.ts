import { expect, test } from 'vitest'
import { readCommand } from './command.ts'
import type { Command } from './command-arguments.ts'
import { SandboxError } from './error.ts'

const textOf = (command: Command) => (command.kind === 'print' ? command.text : '')

test('help names every option, and version is a version', () => {
  const help = textOf(readCommand(['--help']))
  for (const option of [
    '--port',
    '--shop',
    '--seed',
    '--customers',
    '--orders',
    '--products',
    '--transactions',
    '--restore-rate',
    '--index-lag-ms',
    '--clock',
    '--pagination-limit',
    '--bulk-speed',
    '--scopes',
  ]) {
    expect(help).toContain(`  ${option} `)
  }
  expect(textOf(readCommand(['shopify', '--version']))).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('the help of salesforce names every option', () => {
  const help = textOf(readCommand(['salesforce', '--help']))
  for (const option of [
    '--port',
    '--seed',
    '--accounts',
    '--records',
    '--generated-objects',
    '--daily-requests',
    '--limit-info',
    '--session-seconds',
    '--rotate-refresh-tokens',
    '--public-key',
    '--page-records',
    '--bulk-page-records',
    '--latency-ms',
    '--visibility-lag-ms',
    '--clock',
  ]) {
    expect(help).toContain(`  ${option} `)
  }
  expect(textOf(readCommand(['salesforce', '--version']))).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  [[], 'Say which server to start: shopify or salesforce.'],
  [['magento'], 'There is no server named "magento"; shopify and salesforce are.'],
  [['shopify', 'twice'], 'There is no server named "shopify twice"'],
  [['shopify', '--prot', '1'], "Unknown option '--prot'"],
  [['shopify', '--port'], "Option '--port <value>' argument missing"],
  [['shopify', '--port', '65536'], '--port takes a whole number from 0 to 65535, not "65536".'],
  [['shopify', '--orders', 'many'], '--orders takes a whole number'],
  [['shopify', '--orders=-1'], '--orders takes a whole number'],
  [['shopify', '--shop', 'a b'], '--shop takes letters a-z, digits and dashes'],
  [
    ['shopify', '--clock', 'soon'],
    '--clock takes a time as 2026-11-01T00:00:00Z, or real, not "soon".',
  ],
  [['salesforce', 'twice'], 'There is no server named "salesforce twice"'],
  [['salesforce', '--customers', '3'], "Unknown option '--customers'"],
  [['salesforce', '--accounts', 'many'], '--accounts takes a whole number'],
  [
    ['salesforce', '--records', 'Account'],
    '--records takes an object and a number, as Account=500',
  ],
  [['salesforce', '--records', 'Account=x'], '--records takes a whole number'],
  [['salesforce', '--limit-info', 'none'], '--limit-info takes one of plain, per-app, bursts'],
  [['salesforce', '--public-key', '/nowhere'], '--public-key cannot be read: ENOENT'],
])('%j is refused with exit code 2', (args, message) => {
  expect(() => readCommand(args)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
  )
  expect(() => readCommand(args)).toThrow('descant-sandbox --help shows how.')
})

test('an error carries the brand by which every command knows it', () => {
  expect(new SandboxError('SANDBOX_X', 'x')).toMatchObject({
    [Symbol.for('descant.error')]: true,
    exitCode: 1,
  })
})

const tiny = ['shopify', '--customers', '3', '--orders', '5', '--products', '2', '--shop', 'acme']

test('the real clock is that of this machine, and scopes are those that are told', async () => {
  const command = readCommand([
    ...tiny,
    '--clock',
    'real',
    '--scopes',
    'read_orders, read_products',
  ])
  if (command.kind !== 'serve') throw new Error('expected a server')
  const before = Math.floor(Date.now() / 1000) * 1000
  const sandbox = await command.start()
  const { url, access_token } = sandbox.ready as { url: string; access_token: string }
  const answer = await fetch(`${url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': access_token },
    body: JSON.stringify({ query: '{ currentAppInstallation { accessScopes { handle } } }' }),
  })
  expect(Date.parse(answer.headers.get('date') ?? '')).toBeGreaterThanOrEqual(before)
  expect(await answer.json()).toMatchObject({
    data: {
      currentAppInstallation: {
        accessScopes: [{ handle: 'read_orders' }, { handle: 'read_products' }],
      },
    },
  })
  await sandbox.close()
})
