import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadContext } from '@descant/sdk'
import type { Shopify } from '../client/shopify.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'
import type { Query } from '../query/query.ts'
import type { Row } from './connection-page.ts'

/** Reads the ids of all records that there are now. */
export type ReadIds = () => AsyncIterable<readonly Row[]>

/** Records at a time. */
const chunkSize = 250

/**
 * Tells what is gone of a stream that Shopify tells no deletions of: the ids that were there at the last
 * look and are not any more. They are kept in a file of their own, since STATE is to be small; the file
 * is replaced when the tombstones have been written, so that a run that is killed tells them again.
 *
 * @param folder Where the files are; made where it is missing.
 */
export async function* missingIds(
  shopify: Shopify,
  { definition, keyProperties }: StreamPlan,
  folder: string,
  readIds: ReadIds,
  { log, signal }: Pick<ReadContext, 'log' | 'signal'>,
): AsyncGenerator<readonly Row[], void, undefined> {
  const file = join(folder, `${definition.name}.ids`)
  const key = keyProperties[0] as string
  const before = await idsIn(file)
  const now = new Set<string>()
  for await (const rows of readIds()) for (const row of rows) now.add(String(row[key]))
  const deletedAt = new Date(await shopify.time()).toISOString()
  const missing = [...before].filter((id) => !now.has(id))
  const gone: string[] = []
  for (let at = 0; at < missing.length; at += chunkSize) {
    gone.push(...(await goneOf(shopify, missing.slice(at, at + chunkSize), signal)))
  }
  if (gone.length > 0) log.info('deletions', { stream: definition.name, count: gone.length })
  for (let at = 0; at < gone.length; at += chunkSize) {
    yield gone.slice(at, at + chunkSize).map((id) => ({ [key]: id, _sdc_deleted_at: deletedAt }))
  }
  await mkdir(folder, { recursive: true })
  await writeFile(`${file}.new`, [...now].join('\n'))
  await rename(`${file}.new`, file)
}

const nodesQuery: Query = {
  document: 'query nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }',
  cost: 10,
}

/** Those that are gone indeed: a list may leave out what a search has lost for a while. */
async function goneOf(
  shopify: Shopify,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { nodes } = await shopify.query<{ nodes: readonly (Row | null)[] }>(
    nodesQuery,
    { ids },
    signal,
  )
  const found = new Set(nodes.flatMap((node) => (node ? [node.id] : [])))
  return ids.filter((id) => !found.has(id))
}

async function idsIn(file: string): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readFile(file, 'utf8')).split('\n').filter(Boolean))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set()
    throw error
  }
}
