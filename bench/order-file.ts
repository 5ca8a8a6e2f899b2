import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { orderMessages } from './fixtures/order-messages.ts'
import { workFolder } from './work-folder.ts'

/** The path of a file with the Singer messages of so many orders; makes it where it is not there yet. */
export async function orderFile(orders: number): Promise<string> {
  const path = join(workFolder('input'), `orders-${orders}.singer`)
  if (existsSync(path)) return path
  const unfinished = `${path}.unfinished`
  await pipeline(Readable.from(orderMessages(orders)), createWriteStream(unfinished))
  renameSync(unfinished, path)
  return path
}
