import { orderOf } from '../bench/fixtures/order.ts'
import { orderKey, orderSchema } from '../bench/fixtures/order-schema.ts'

const schemaLine = `${JSON.stringify({
  type: 'SCHEMA',
  stream: 'orders',
  schema: orderSchema,
  key_properties: orderKey,
})}\n`

const stateEvery = 50

/** What a tap writes that has so many orders and begins at one: a STATE after each fifty, `{"at"}`. */
export function orderLines(orders: number, from = 0): string {
  const lines = [schemaLine]
  for (let index = from; index < orders; index++) {
    lines.push(`${JSON.stringify({ type: 'RECORD', stream: 'orders', record: orderOf(index) })}\n`)
    if ((index + 1) % stateEvery === 0) lines.push(`{"type":"STATE","value":{"at":${index + 1}}}\n`)
  }
  return lines.join('')
}

/** The ids of the first orders. */
export const orderIds = (orders: number): number[] =>
  Array.from({ length: orders }, (_, index) => orderOf(index).id)

/** Where a run stood by what it passed on: the number of orders that are safe. */
export const lastStateOf = (stdout: string, otherwise: number): number => {
  const line = stdout.slice(0, stdout.lastIndexOf('\n')).split('\n').at(-1)
  return line ? JSON.parse(line).at : otherwise
}
