import { LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { parseExactJson } from './exact-json.ts'
import type { TableMetadata } from './metadata.ts'

/** A version of a table's metadata: `metadata/vN.metadata.json`. */
export interface TableVersion {
  readonly version: number
  readonly metadata: TableMetadata
}

export const metadataKey = (root: string, version: number): string =>
  `${root}/metadata/v${version}.metadata.json`

const hintKey = (root: string) => `${root}/metadata/version-hint.text`

/**
 * The newest version of a table, or undefined where there is no table.
 *
 * The hint may be stale or missing: it is only where the walk upwards begins. Where it leads
 * nowhere, the versions are listed.
 */
export async function newestVersion(
  store: ObjectStore,
  root: string,
): Promise<TableVersion | undefined> {
  const hinted = await readHint(store, root)
  let newest = hinted === undefined ? undefined : await readVersion(store, root, hinted)
  if (newest === undefined) {
    const listed = await highestListed(store, root)
    newest = listed === undefined ? undefined : await readVersion(store, root, listed)
  }
  while (newest !== undefined) {
    const next = await readVersion(store, root, newest.version + 1)
    if (next === undefined) break
    newest = next
  }
  return newest
}

/** Points the hint at a version, unless it is further on already. Readers do without it. */
export async function writeHint(store: ObjectStore, root: string, version: number): Promise<void> {
  const hint = await store.get(hintKey(root))
  if (hint !== undefined && Number(hint.body.toString()) >= version) return
  await store.replace(hintKey(root), Buffer.from(String(version)), hint?.etag ?? null)
}

async function readHint(store: ObjectStore, root: string): Promise<number | undefined> {
  const text = (await store.get(hintKey(root)))?.body.toString().trim() ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

async function highestListed(store: ObjectStore, root: string): Promise<number | undefined> {
  let highest: number | undefined
  for await (const { key } of store.list(`${root}/metadata/v`)) {
    const version = Number(/\/v(\d+)\.metadata\.json$/.exec(key)?.[1] ?? Number.NaN)
    if (version > (highest ?? 0)) highest = version
  }
  return highest
}

async function readVersion(
  store: ObjectStore,
  root: string,
  version: number,
): Promise<TableVersion | undefined> {
  const object = await store.get(metadataKey(root, version))
  if (object === undefined) return undefined
  const metadata = parseExactJson(object.body.toString()) as TableMetadata
  if (metadata['format-version'] !== 2) {
    throw new LakeError(
      'LAKE_TABLE_UNSUPPORTED',
      `The table ${root} is of Iceberg format ${metadata['format-version']}; only format 2 is known here.`,
    )
  }
  return { version, metadata }
}
