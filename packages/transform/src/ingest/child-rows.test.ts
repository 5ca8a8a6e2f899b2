import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { openStore } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childRows, defineStream } from '../model/define-source.ts'
import { orderItems } from '../model/entities/order-items.ts'
import { orders } from '../model/entities/orders.ts'
import { firstOf, joined, lastSegment } from '../model/expression.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { mapRecords } from '../sql/map-records.ts'
import { rawFile } from '../testing/raw-file.ts'
import { layOut } from './lay-out.ts'
import { rawRelation } from './raw-relation.ts'
import { readStream } from './read-stream.ts'

/** Lines of a bill, some of whose columns are made of the bill itself. */
const bills = defineStream({
  name: 'bills',
  entity: orders,
  raw: {
    id: 'text',
    name: 'text',
    shop: { code: 'text' },
    at: 'text',
    lines: [{ id: 'text', code: 'text', pieces: 'text', price: { amount: 'text' } }],
  },
  columns: (bill) => ({ order_id: bill.id, name: bill.name, updated_at: bill.at }),
  children: (bill) => [
    childRows(orderItems, bill.lines, (line) => ({
      line_item_id: lastSegment(line.id),
      sku: firstOf(line.code, bill.shop.code),
      title: joined([bill.name, line.code], ' '),
      quantity: line.pieces,
      price: line.price.amount,
    })),
  ],
})

const records = [
  { id: 1, name: ' Ann ', shop: { code: 'S' }, lines: [{ id: 'a/1', code: 'x ' }, { id: 'a/2' }] },
  { id: 2, lines: [] },
  { id: 3, lines: null },
  { id: 4, lines: [null] },
  { id: 5, lines: [{ id: 'a/1' }, { id: 'a/2', pieces: '1.5', price: { amount: 'free' } }, {}] },
  { id: 6, at: 'soon', lines: [{ id: 'a/1', pieces: 'two' }] },
  { id: 7, lines: [{ pieces: 'x' }], _sdc_deleted_at: '2026-05-01T00:00:00Z' },
  { id: null, lines: [{ id: 'a/1', price: { amount: '99999999999999.99' } }] },
  { id: 9, lines: [{ id: 'a/1', pieces: 1 }, { id: 'a/2' }, { id: 'a/1', pieces: 2 }] },
  { id: 9, lines: [{ id: 'a/1', pieces: 7 }] },
  { id: 10, lines: [{ id: 'a/1', pieces: 'x' }, { id: 'a/1' }] },
]

let duck: Duck
let directory: string

beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
  directory = await mkdtemp(join(tmpdir(), 'child-rows-'))
})
afterAll(async () => {
  duck.close()
  await rm(directory, { recursive: true })
})

interface Item {
  readonly _line: bigint
  readonly _position: bigint
  readonly line_item_id: string | null
}

test.each([false, true])(
  'rows apart are those that records would carry; values discarded: %s',
  async (discardsValues) => {
    const file = rawFile(join(directory, 'bills.gz'))
    await writeFile(file.path, gzipSync(records.map((record) => JSON.stringify(record)).join('\n')))
    const parking = { store: openStore(pathToFileURL(directory).href), run: 'r', now: new Date(0) }
    const place = { duck, dialect, relation: 'apart', provider: 'till', parking, directory }
    await readStream({ ...place, stream: bills, discardsValues }, [file])

    const shape = bills.raw
    const path = join(directory, 'laid-out.ndjson')
    const laidOut = await layOut(file, 0, path, { shape, judgesAll: false })
    const raw = rawRelation({ files: [laidOut], shape })
    const within = mapRecords(dialect, bills, 'till', raw, { discardsValues })

    const refusals = (relation: string) =>
      duck.rows(`SELECT _line, order_id, _errors FROM ${relation} ORDER BY _line`)
    expect(await refusals('apart')).toEqual(await refusals(`(${within})`))

    const columns = '_line, _position, line_item_id, sku, title, quantity, price, discounted_total'
    const carried = await duck.rows<Item>(
      `SELECT ${columns} FROM (SELECT _line, unnest(order_items, recursive := true) FROM (${within}) WHERE NOT _deleted) ORDER BY ALL`,
    )
    const isLast = ({ _line, line_item_id }: Item, index: number) =>
      line_item_id === null ||
      carried.findLastIndex(
        (item) => item._line === _line && item.line_item_id === line_item_id,
      ) === index
    expect(await duck.rows(`SELECT ${columns} FROM apart_order_items ORDER BY ALL`)).toEqual(
      carried.filter(isLast),
    )
    expect(carried.filter((item, index) => !isLast(item, index))).toHaveLength(2)
  },
)
