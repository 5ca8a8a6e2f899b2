import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { orderMessages } from './fixtures/order-messages.ts'
import { workFolder } from './work-folder.ts'

/** What orders look like now: files of other ones are left alone. */
const looksOfOrders = () => {
  const hash = createHash('sha256')
  for (const block of orderMessages(100)) hash.update(block)
  return hash.digest('hex').slice(0, 8)
}

/** The path of a file with the Singer messages of so many orders; makes it where it is not there yet. */
export async function orderFile(orders: number): Promise<string> {
  const path = join(workFolder('input'), `orders-${orders}-${looksOfOrders()}.singer`)
  if (existsSync(path)) return path
  const unfinished = `${path}.unfinished`
  await pipeline(Readable.from(orderMessages(orders)), createWriteStream(unfinished))
  renameSync(unfinished, path)
  return path
}
