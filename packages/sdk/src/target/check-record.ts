import type { Issue } from '../errors.ts'
import type { JsonObject } from '../protocol/message.ts'
import type { Validator } from '../schema/validate.ts'

const none: readonly Issue[] = []

const missingKeys = (record: JsonObject, keyProperties: readonly string[]): readonly Issue[] => {
  let issues = none
  for (const key of keyProperties) {
    if (!Object.hasOwn(record, key)) {
      const message = `lacks its key property ${key}; the tap must send it`
      const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      issues = [...issues, { path: key, pointer, message, keyword: 'key_properties' }]
    }
  }
  return issues
}

/** A record that says that the source deleted it. */
const isTombstone = (record: JsonObject): boolean => {
  const deletedAt = record._sdc_deleted_at
  return deletedAt !== undefined && deletedAt !== null
}

/**
 * What keeps a record from going on: a missing key, or what its schema says. A tombstone needs its
 * key alone.
 */
export function checkRecord(
  record: JsonObject,
  keyProperties: readonly string[],
  validate: Validator | undefined,
): readonly Issue[] {
  const missing = missingKeys(record, keyProperties)
  if (missing.length > 0 || validate === undefined || isTombstone(record)) return missing
  return validate(record)
}
