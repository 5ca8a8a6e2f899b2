import { expect } from 'vitest'
import { finished, runBin, startBin } from './bins.ts'
import { transform } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** Some dozens of processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

const load = async (zones: Zones, lines: readonly string[]) => {
  const settings = { state: zones.url('state'), max_rejected_ratio: 1, batch_max_records: 10 }
  const run = await runBin('target-s3-ndjson', ['--config', zones.targetConfig(settings)], {
    stdin: lines.map((line) => `${line}\n`).join(''),
  })
  expect(run.code, run.lastLine).toBe(0)
}

const replay = (zones: Zones, args: readonly string[]) =>
  startBin('descant', [
    ...['dlq', 'replay', '--customer', 'acme', '--raw', zones.url('raw')],
    ...['--dead-letters', zones.url('dead-letters'), '--state', zones.url('state'), ...args],
  ])

test.skipIf(!isLong)(
  'however often a replay is killed, each letter comes back once (with DESCANT_LONG=1)',
  { timeout: 600_000 },
  async ({ zones }) => {
    const schema =
      '{"type":"SCHEMA","stream":"s","schema":{"properties":{"id":{"type":"integer"},"n":{"type":"string"}}},"key_properties":[]}'
    const ids = Array.from({ length: 120 }, (_, id) => id)
    const record = (id: number) =>
      `{"type":"RECORD","stream":"s","record":{"id":${id},"n":${id}.10}}`
    await load(zones, [schema, ...ids.map(record)])
    expect(zones.keys('dead-letters')).toHaveLength(12)
    const written = () =>
      zones
        .lines('raw')
        .map((line) => JSON.parse(line) as { id: number; n: string })
        .map(({ id, n }) => `${id} ${n}`)
    let killed = 0
    for (let attempt = 0; ; attempt++) {
      // A process that was killed is followed by one with another wish, which must finish its work.
      const patch = attempt % 2 === 0 ? 'cast /n string' : 'replace /n "other"'
      const child = replay(zones, ['--patch', patch])
      const end = finished(child)
      if (attempt < 30) setTimeout(() => child.kill('SIGKILL'), 200 + attempt * 12)
      const { code, signal, lastLine } = await end
      if (signal === 'SIGKILL') {
        killed++
        continue
      }
      expect(code, lastLine).toBe(0)
      if (attempt >= 30) break
    }
    expect(killed).toBeGreaterThan(0)
    const back = written()
    expect(back.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b)).toEqual(ids)
    expect(back.every((line) => /^(\d+) (\1\.10|other)$/.test(line))).toBe(true)
  },
)

test.skipIf(!isLong)(
  'what the transform could not take comes back, and is not put aside again (with DESCANT_LONG=1)',
  async ({ zones }) => {
    const order = {
      id: 'gid://shopify/Order/1',
      createdAt: 'today',
      updatedAt: '2026-01-02T00:00:00Z',
      totalPriceSet: { shopMoney: { amount: '12.30', currencyCode: 'EUR' } },
      lineItems: [],
    }
    await load(zones, [
      '{"type":"SCHEMA","stream":"orders","schema":{"properties":{"id":{"type":"string"}}},"key_properties":["id"]}',
      JSON.stringify({ type: 'RECORD', stream: 'orders', record: order }),
    ])
    const kept = async (...args: string[]) => {
      const { streams } = JSON.parse((await transform(zones, args)).stdout)
      return streams.map(({ kept, deadLetters }: Record<string, number>) => [kept, deadLetters])
    }
    expect(await kept()).toEqual([[0, 1]])
    const letters = zones.keys('dead-letters')
    const patch = 'replace /createdAt "2026-01-01T00:00:00Z"'
    const run = await finished(replay(zones, ['--stage', 'transform', '--patch', patch]))
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('1 replayed') })
    expect(await kept()).toEqual([[1, 0]])
    expect(await kept('--mode', 'historic')).toEqual([[1, 1]])
    expect(zones.keys('dead-letters').filter((key) => !key.includes('_marks'))).toEqual(letters)
  },
)
