import { describe, expect, test } from 'vitest'
import type { SearchAnswer, SearchEngine } from './search-engine.ts'
import { type RejectedDocument, sendBulk } from './send-bulk.ts'

/** Answers each item by a rule of its text, and keeps what it was sent. */
function engineThat(answer: (items: string[], request: number) => SearchAnswer) {
  const requests: string[][] = []
  const engine: SearchEngine = {
    name: 'OpenSearch',
    address: 'search.example:9200',
    request: async ({ lines }) => {
      const text = lines?.toString() ?? ''
      const items = text.split(/(?<=\n)(?=\{"index")/)
      requests.push(items)
      return answer(items, requests.length)
    },
    close: async () => {},
  }
  return { engine, requests }
}

const itemsAnswer = (items: readonly string[], statusOf: (item: string) => number) => ({
  status: 200,
  body: {
    errors: items.some((item) => statusOf(item) >= 300),
    items: items.map((item) => ({
      index: { status: statusOf(item), error: { type: 'some_error' } },
    })),
  },
})

const line = (id: string) => `{"index":{"_id":"${id}"}}\t{"name":"${id}"}\n`

const send = async (
  engine: SearchEngine,
  ids: readonly string[],
  cut = (text: string) => [text],
) => {
  const rejected: RejectedDocument[] = []
  const waits: number[] = []
  const lines = async function* () {
    for (const piece of cut(ids.map(line).join(''))) yield Buffer.from(piece)
  }
  const counts = await sendBulk({
    engine,
    index: 'people',
    lines: lines(),
    onRejected: async (document) => void rejected.push(document),
    waitMs: (attempt) => {
      waits.push(attempt)
      return 0
    },
  })
  return { counts, rejected, waits }
}

describe('items are judged one by one:', () => {
  test('those put off are sent again, old versions are done, refused ones put aside', async () => {
    const statuses: Record<string, number> = { late: 429, slow: 503, old: 409, bad: 400 }
    const { engine, requests } = engineThat((items, request) =>
      itemsAnswer(items, (item) => {
        const id = /_id":"(\w+)"/.exec(item)?.[1] ?? ''
        const isPutOff = id === 'late' || id === 'slow'
        return isPutOff && request > 2 ? 201 : (statuses[id] ?? 201)
      }),
    )
    const { counts, rejected, waits } = await send(engine, ['a', 'late', 'old', 'bad', 'slow', 'b'])
    expect(requests.map((items) => items.length)).toEqual([6, 2, 2])
    expect(requests[0]?.[0]).toBe('{"index":{"_id":"a"}}\n{"name":"a"}\n')
    expect(rejected.map((own) => [own.line.toString(), own.type])).toEqual([
      ['{"index":{"_id":"bad"}}\n{"name":"bad"}\n', 'some_error'],
    ])
    expect(waits).toEqual([1, 2])
    expect(counts).toMatchObject({ sent: 6, rejected: 1 })
  })

  test('a server that puts off for ever is told of', async () => {
    const { engine, requests } = engineThat(() => ({ status: 429, body: {} }))
    await expect(send(engine, ['a'])).rejects.toMatchObject({ code: 'LOAD_SEARCH_BUSY' })
    expect(requests).toHaveLength(9)
  })

  test('one that spoils a whole request is found and put aside', async () => {
    const { engine } = engineThat((items) =>
      items.some((item) => item.includes('spoilt'))
        ? { status: 400, body: { error: { type: 'action_request_validation_exception' } } }
        : itemsAnswer(items, () => 201),
    )
    const { rejected, counts } = await send(engine, ['a', 'b', 'spoilt', 'c', 'd'])
    expect(rejected).toMatchObject([{ type: 'action_request_validation_exception' }])
    expect(counts).toMatchObject({ sent: 5, rejected: 1 })
  })

  test('any other refusal ends the load', async () => {
    const { engine } = engineThat(() => ({ status: 404, body: {} }))
    await expect(send(engine, ['a', 'b'])).rejects.toMatchObject({ code: 'LOAD_SEARCH' })
  })
})

test('lines arrive whole, wherever the stream is cut', async () => {
  const ids = Array.from({ length: 50 }, (_, i) => `n${i}`)
  for (const size of [1, 7, 40, 1000]) {
    const { engine, requests } = engineThat((items) => itemsAnswer(items, () => 201))
    const cut = (text: string) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    await send(engine, ids, cut)
    expect(requests.flat().join('')).toBe(ids.map(line).join('').replaceAll('\t', '\n'))
  }
})
