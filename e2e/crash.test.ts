import { expect } from 'vitest'
import { type Finished, finished, startBin } from './bins.ts'
import { test, Zones } from './zones.ts'

interface Message {
  readonly type: string
  readonly stream?: string
  readonly record?: { readonly id: number; readonly [field: string]: unknown }
  readonly value?: { readonly next: number }
  readonly [member: string]: unknown
}

const schema = (stream: string, properties: object = {}): Message => ({
  type: 'SCHEMA',
  stream,
  schema: { properties: { id: { type: 'integer' }, ...properties } },
  key_properties: ['id'],
})

/**
 * A tap's output with all that can happen in it: three streams in turn, a schema that changes, a
 * version, records that are rejected. Each STATE says at which message a next run begins.
 */
const mixed: readonly Message[] = (() => {
  const messages: Message[] = [schema('a'), schema('b'), schema('c')]
  const record = (stream: string, id: number, more: object = {}) =>
    messages.push({ type: 'RECORD', stream, record: { id, ...more } })
  const state = () => messages.push({ type: 'STATE', value: { next: messages.length + 1 } })
  for (let round = 0; round < 4; round++) {
    record('a', round)
    record('b', 10 + round, { note: `é${round}` })
    state()
    if (round === 1) messages.push(schema('a', { more: { type: 'string' } }))
    record('a', 100 + round, { more: 'x' })
    record('b', 1)
    if (round === 2) messages.push({ type: 'ACTIVATE_VERSION', stream: 'b', version: 7 })
    record('c', 1000 + round, { bad: round })
    messages.push({ type: 'RECORD', stream: 'c', record: { id: 'not a number' as never } })
    state()
  }
  return messages
})()

/** What a run that begins at a message writes: SCHEMAs anew, then all from there on. */
const from = (start: number): Message[] => {
  const schemas = new Map<string, Message>()
  for (const message of mixed.slice(0, start))
    if (message.type === 'SCHEMA') schemas.set(message.stream as string, message)
  return [...(start > 0 ? schemas.values() : []), ...mixed.slice(start)]
}

const linesOf = (messages: readonly Message[]) =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join('')

type Way = 'the target is killed' | 'the tap is killed'

/** Runs the target on `messages`, cut short after the n-th one way or the other. */
const runCut = async (
  zones: Zones,
  messages: readonly Message[],
  n: number,
  way: Way,
): Promise<Finished> => {
  const target = startBin('target-s3-ndjson', [
    '--config',
    zones.targetConfig({ batch_max_records: 2 }),
  ])
  const end = finished(target)
  target.stdin?.on('error', () => {})
  const text = linesOf(messages.slice(0, n))
  if (way === 'the tap is killed') {
    const torn = linesOf(messages.slice(n, n + 1))
    target.stdin?.end(text + torn.slice(0, torn.length / 2))
  } else {
    target.stdin?.write(text)
    // Long enough to be somewhere in the middle: starting up, reading, writing, or waiting for more.
    setTimeout(() => target.kill('SIGKILL'), 150 + (n % 7) * 60)
  }
  return end
}

/** The records of a zone by stream and key, the newest of each; and how many there are at least. */
const contentOf = (zones: Zones) => {
  const newest = new Map<string, { sequence: number; text: string }>()
  for (const line of zones.lines('raw')) {
    const { _sdc_sequence: sequence, id, ...rest } = JSON.parse(line)
    for (const name of Object.keys(rest)) if (name.startsWith('_sdc_')) delete rest[name]
    const known = newest.get(String(id))
    if (!known || known.sequence < sequence)
      newest.set(String(id), { sequence, text: JSON.stringify(rest) })
  }
  return [...newest].map(([id, { text }]) => `${id} ${text}`).sort()
}

const lastState = (run: Finished): number => {
  const line = run.stdout.trimEnd().split('\n').at(-1)
  return line ? JSON.parse(line).next : 0
}

/** Some hundred and fifty processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

test.skipIf(!isLong).for(['the target is killed', 'the tap is killed'] as const)(
  'wherever %s, a run from the last STATE leaves nothing out (with DESCANT_LONG=1)',
  { timeout: 600_000 },
  async (way, { zones }) => {
    await runCut(zones, mixed, mixed.length, 'the tap is killed')
    const expected = contentOf(zones)
    expect(expected.length).toBeGreaterThan(12)
    const letters = new Set(zones.lines('dead-letters').map((line) => JSON.parse(line).record))

    const cut = async (n: number) => {
      const own = new Zones()
      try {
        const first = await runCut(own, mixed, n, way)
        const next = lastState(first)
        expect(next).toBeLessThanOrEqual(n)
        const rest = from(next)
        const second = await runCut(own, rest, rest.length, 'the tap is killed')
        expect(contentOf(own), `cut at ${n}, begun again at ${next}`).toEqual(expected)
        expect(new Set(own.lines('dead-letters').map((line) => JSON.parse(line).record))).toEqual(
          letters,
        )
        expect(Math.max(next, lastState(second))).toBe(mixed.length)
        expect(own.keys('raw').some((key) => key.endsWith('_activate.json'))).toBe(true)
      } finally {
        own.remove()
      }
    }
    const places = Array.from({ length: mixed.length + 1 }, (_, n) => n)
    for (let at = 0; at < places.length; at += 4)
      await Promise.all(places.slice(at, at + 4).map(cut))
  },
)
