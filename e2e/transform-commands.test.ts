import { expect } from 'vitest'
import { runBin } from './bins.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const customer = (id: number, emailAddress: string) => ({
  id: `gid://shopify/Customer/${id}`,
  defaultEmailAddress: { emailAddress },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
})

const target = (zones: Zones, name: string, records: readonly object[]) =>
  runBin('target-s3-ndjson', ['--config', zones.targetConfig({ customer: name })], {
    stdin: [
      {
        type: 'SCHEMA',
        stream: 'customers',
        schema: { properties: { id: {} } },
        key_properties: ['id'],
      },
      ...records.map((record) => ({ type: 'RECORD', stream: 'customers', record })),
    ]
      .map((message) => `${JSON.stringify(message)}\n`)
      .join(''),
  })

const zonesOf = (zones: Zones) =>
  ['raw', 'processed', 'dead-letters', 'state'].flatMap((zone) => [`--${zone}`, zones.url(zone)])

test.skipIf(!isLong)(
  'customers are transformed side by side, by a model of the project, and one that fails is alone',
  async ({ zones }) => {
    await target(zones, 'acme', [customer(1, 'ann@shop.eu')])
    await target(zones, 'globex', [customer(2, 'ben@shop.eu')])
    const transformModule = new URL('../packages/transform/dist/index.js', import.meta.url).href
    const model = zones.file(
      'model.mjs',
      `import { customers, defineEnrichment, defineModel, literal, standardModel } from '${transformModule}'
const step = defineEnrichment({ name: 'tier', doc: 'x', entity: customers,
  columns: { tier: { type: 'string', doc: 'x' } }, values: () => ({ tier: literal('gold') }) })
export const model = defineModel({ base: standardModel, enrichments: [step] })`,
    )
    const many = await runBin('descant', [
      'transform',
      ...zonesOf(zones),
      ...['--model', model, '--jobs', '2', '--json'],
      ...['acme', 'nobody', 'globex'].flatMap((name) => ['--customer', name]),
    ])
    expect(many.code).toBe(4)
    expect(many.lastLine).toContain('nobody (exit code 2)')
    const reports = many.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(reports.map((report) => report.customer).sort()).toEqual(['acme', 'globex'])

    const steps = await runBin('descant', ['transform', '--model', model, '--show-steps'])
    expect(steps.stdout).toContain('customers: enrich tier: tier\n')

    const options = ['--customer', 'acme', '--processed', zones.url('processed')]
    const erase = ['erase', ...options, '--state', zones.url('state'), '--email', 'ann@shop.eu']
    const refused = await runBin('descant', [...erase, '--rewrite-raw'])
    expect([refused.code, refused.lastLine]).toEqual([2, expect.stringContaining('--raw')])
    const raw = ['--rewrite-raw', '--raw', zones.url('raw')]
    const erased = await runBin('descant', [...erase, ...raw, '--note', 'request 4711'])
    expect([erased.code, erased.stdout]).toEqual([
      0,
      expect.stringContaining('Raw zone: 1 of 1 objects were rewritten, 1 records went'),
    ])
    expect(zones.lines('raw').join()).not.toContain('ann@')
    expect(zones.lines('raw').join()).toContain('ben@')
  },
)
