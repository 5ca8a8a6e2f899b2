import { followLines, startBin } from './bin.ts'

/** A sandbox shop that is running. */
export interface Shop {
  readonly url: string
  readonly shop: string
  readonly access_token: string
}

/** Starts the sandbox shop on a free port; it ends when the demo does. */
export async function startShop(): Promise<Shop> {
  const child = startBin('descant-sandbox', ['shopify', '--port', '0'], ['pipe', 'pipe', 'pipe'])
  const lastWords = followLines(child.stderr as NodeJS.ReadableStream)
  return new Promise((resolve, reject) => {
    followLines(child.stdout as NodeJS.ReadableStream, (line) => resolve(JSON.parse(line) as Shop))
    child.once('error', reject)
    child.once('close', () => reject(new Error(`The sandbox did not start: ${lastWords()}`)))
  })
}

/** Lets the shop change a few records, as time would; the same round changes the same records. */
export async function changeShop(shop: Shop, round: number): Promise<void> {
  const answer = await fetch(`${shop.url}/__control/mutate`, {
    method: 'POST',
    body: JSON.stringify({ round }),
  })
  if (!answer.ok) throw new Error(`The sandbox refused to change: ${await answer.text()}`)
}
