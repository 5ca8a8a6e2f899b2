import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that an operating system hands out by itself, from 32,768 (Linux) or 49,152 upwards. */
const lowest = 15_000
const highest = 32_000

/**
 * A port of 127.0.0.1 that nothing listens on. No server or client that takes any free port comes
 * upon it later, so it stays free until someone asks for this very one.
 */
export async function freePort(): Promise<number> {
  const port = lowest + Math.floor(Math.random() * (highest - lowest))
  const probe = createServer()
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return freePort()
  }
  await once(probe.close(), 'close')
  return port
}
