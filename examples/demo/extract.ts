import type { Readable } from 'node:stream'
import { ended, followLines, startBin } from './bin.ts'
import type { Shop } from './shop.ts'
import type { Workspace } from './workspace.ts'

/** Records written, by stream. */
export type RecordCounts = Readonly<Record<string, number>>

const metric = /^INFO METRIC: (.*)$/

/** Adds a counter line of a tap to the counts: Singer's counters tell what was added. */
const addMetric = (counts: Record<string, number>, line: string): void => {
  const found = metric.exec(line)
  if (!found) return
  const point = JSON.parse(found[1] as string)
  if (point.metric !== 'record_count') return
  counts[point.tags.stream] = (counts[point.tags.stream] ?? 0) + point.value
}

/**
 * `tap-shopify --config … | target-s3-ndjson --config …`: the two bins joined by a pipe, as a shell
 * would, with the target's STATE kept after each line.
 */
export async function extract(workspace: Workspace, shop: Shop): Promise<RecordCounts> {
  const { url: api_url, shop: name, access_token } = shop
  const tapConfig = workspace.writeConfig('tap.json', { shop: name, access_token, api_url })
  const targetConfig = workspace.writeConfig('target.json', {
    raw: workspace.zone('raw'),
    dead_letters: workspace.zone('dead-letters'),
    customer: 'demo',
    provider: 'shopify',
  })
  const { stateFile } = workspace
  const state = stateFile === undefined ? [] : ['--state', stateFile]
  const target = startBin('target-s3-ndjson', ['--config', targetConfig], 'pipe')
  const tap = startBin(
    'tap-shopify',
    ['--config', tapConfig, ...state],
    ['ignore', target.stdin, 'pipe'],
  )
  target.stdin?.destroy()
  const counts: Record<string, number> = {}
  const tapWords = followLines(tap.stderr as Readable, (line) => addMetric(counts, line))
  const targetWords = followLines(target.stderr as Readable)
  followLines(target.stdout as Readable, (line) => workspace.keepState(line))
  await Promise.all([
    ended('target-s3-ndjson', target, targetWords),
    ended('tap-shopify', tap, tapWords),
  ])
  return counts
}
