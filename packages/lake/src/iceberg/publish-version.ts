import { CommitConflictError, LakeError, ObjectExistsError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { stringifyExactJson } from './exact-json.ts'
import { metadataKey, type TableVersion, writeHint } from './table-version.ts'

/**
 * Makes a version of a table the newest, by creating its metadata file: the moment of a commit.
 *
 * @throws {CommitConflictError} where that version exists already.
 */
export async function publishVersion(
  store: ObjectStore,
  root: string,
  { version, metadata }: TableVersion,
): Promise<void> {
  const body = Buffer.from(stringifyExactJson(metadata))
  try {
    await store.create(metadataKey(root, version), body, { contentType: 'application/json' })
  } catch (error) {
    if (error instanceof ObjectExistsError) throw new CommitConflictError(root, version)
    throw error
  }
  try {
    await writeHint(store, root, version)
  } catch (error) {
    // The commit stands: a stale hint only makes readers walk a step further.
    if (!LakeError.is(error)) throw error
  }
}
