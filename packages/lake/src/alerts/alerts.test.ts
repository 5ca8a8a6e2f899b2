import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { deadLetter } from '../dead-letters/dead-letter.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { withAccepted } from '../registry/change-registry.ts'
import { decideSchema, recordDrift, recordSchema } from '../registry/record-schema.ts'
import type { StreamRegistry } from '../registry/stream-registry.ts'
import { readRegistry } from '../registry/update-registry.ts'
import { openStore } from '../store/open-store.ts'
import { type Alert, alertBody } from './alert.ts'
import { deadLetterKind, newKindAlert, volumeAlert } from './dead-letter-alerts.ts'
import { schemaAlerts } from './schema-alerts.ts'
import { sendAlert } from './send-alert.ts'

const folder = () => openStore(pathToFileURL(temporaryFolder()).href)
const at = new Date('2026-11-23T02:00:00Z')

const alert: Alert = {
  kind: 'schema-drift',
  customer: 'acme',
  provider: 'shop',
  stream: 'orders',
  subject: 'orders version 2 waits',
  title: 'orders <changed> & waits',
  lines: ['- /email: string'],
  remedy: 'accept it',
}

const webhook = (...statuses: number[]) => {
  const send = vi.fn(async (_url: string, _init: RequestInit) => {
    const status = statuses.shift() ?? 200
    if (status === 0) throw new Error('no network')
    return new Response('ok', { status })
  })
  const target = {
    url: 'https://hooks.example/secret',
    format: 'json' as const,
    fetch: send as never,
  }
  return { send, target: { ...target, now: () => at } }
}

test('an alert is told once, by whatever process', async () => {
  const state = folder()
  const { send, target } = webhook()
  const all = await Promise.all(Array.from({ length: 5 }, () => sendAlert(state, target, alert)))
  expect(all.filter((outcome) => outcome === 'sent')).toHaveLength(1)
  expect(await sendAlert(state, target, alert)).toBe('known')
  expect(send).toHaveBeenCalledTimes(1)
  expect(await sendAlert(state, target, { ...alert, subject: 'another' })).toBe('sent')
})

test.each([500, 404, 0])(
  'a webhook that fails (%i) is asked again, and stops nothing',
  async (status) => {
    const state = folder()
    const { send, target } = webhook(status)
    expect(await sendAlert(state, target, alert)).toBe('failed')
    expect(await sendAlert(state, target, alert)).toBe('sent')
    expect(await sendAlert(state, target, alert)).toBe('known')
    expect(send).toHaveBeenCalledTimes(2)
  },
)

test('a claim whose process died is taken over', async () => {
  const state = folder()
  const died = { ...webhook().target, fetch: (() => new Promise(() => {})) as never }
  void sendAlert(state, died, alert)
  await vi.waitFor(async () => {
    const keys: string[] = []
    for await (const { key } of state.list('acme/alerts/')) keys.push(key)
    expect(keys).toHaveLength(1)
  }, 60_000)
  const { target } = webhook()
  expect(await sendAlert(state, target, alert)).toBe('known')
  const later = { ...target, now: () => new Date(at.getTime() + 11 * 60_000) }
  expect(await sendAlert(state, later, alert)).toBe('sent')
})

test('the facts for a program, and a message for Slack', () => {
  expect(JSON.parse(alertBody(alert, 'json', at))).toEqual({
    kind: 'schema-drift',
    customer: 'acme',
    provider: 'shop',
    stream: 'orders',
    title: 'orders <changed> & waits',
    lines: ['- /email: string'],
    remedy: 'accept it',
    at: '2026-11-23T02:00:00.000Z',
  })
  const text = '*orders &lt;changed&gt; &amp; waits*\n```\n- /email: string\n```\naccept it'
  expect(JSON.parse(alertBody(alert, 'slack', at))).toEqual({
    text: 'orders &lt;changed&gt; &amp; waits',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
  })
  const long = { ...alert, lines: Array.from({ length: 99 }, (_, n) => `line ${n}`) }
  expect(JSON.parse(alertBody(long, 'json', at)).lines.at(-1)).toBe('… and 69 more')
})

test('a schema that waits is one alert, drift that waits for nobody another, and an answer ends the first', async () => {
  const state = folder()
  const name = { customer: 'acme', provider: 'shop', stream: 'orders' }
  const text = { type: 'string' }
  const record = (fields: object, run: string) =>
    recordSchema(state, name, {
      schemaText: JSON.stringify({ properties: fields }),
      keyProperties: [],
      run,
      at,
    })
  const alerts = async () => schemaAlerts((await readRegistry(state, name)) as StreamRegistry)
  await record({ id: text, email: text }, 'r1')
  expect(await alerts()).toEqual([])
  await record({ id: text, email: text, phone: text }, 'r2')
  const [added] = await alerts()
  expect(added).toMatchObject({
    title: 'shop orders: the data changed',
    lines: ['+ /phone: string'],
  })
  await record({ id: text }, 'r3')
  const [waits, ...others] = await alerts()
  expect(waits?.title).toMatch(/the transform of this stream waits/)
  expect(waits?.lines).toEqual(['- /email: string', '- /phone: string'])
  expect(others).toEqual([added])
  const seen = { first_seen_at: at.toISOString(), run: 'r4' }
  await recordDrift(
    state,
    name,
    [{ kind: 'record-undeclared', path: '/x', detail: '+ /x', ...seen }],
    [],
  )
  expect(await alerts()).toHaveLength(3)
  await decideSchema(state, name, (one) => withAccepted(one, [3], { at: at.toISOString() }))
  expect((await alerts()).map(({ lines }) => lines)).toEqual([['+ /phone: string'], ['+ /x']])
})

test('a kind of dead letter is its stream, type and first reason, whichever item of a list', () => {
  const letter = (path: string, stream = 'orders') =>
    deadLetterKind(
      deadLetter({
        customer: 'acme',
        provider: 'shop',
        stream,
        stage: 's',
        type: 'schema',
        reasonCode: 'SCHEMA_VIOLATION',
        messages: [{ path, keyword: 'type', message: 'secret@example.com' }],
        record: '{"email":"secret@example.com"}',
        processor: 'p',
        failedAt: at,
        run: 'r',
      }),
    )
  const first = newKindAlert(letter('/lines/0/price'))
  expect(newKindAlert(letter('/lines/17/price')).subject).toBe(first.subject)
  expect(newKindAlert(letter('/total')).subject).not.toBe(first.subject)
  expect(newKindAlert(letter('/total', 'products')).subject).not.toBe(
    newKindAlert(letter('/total')).subject,
  )
  expect(JSON.stringify(first)).not.toContain('secret')
  const day = { letters: 5, records: 10, limit: 4 }
  expect(volumeAlert(letter(''), '2026-11-23', day)).toMatchObject({ subject: 'volume 2026-11-23' })
})
