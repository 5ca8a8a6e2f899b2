import { createHash } from 'node:crypto'
import {
  BatchObject,
  type DeadLetter,
  type DeadLetterMessage,
  deadLetter,
  deadLetterKey,
  ObjectExistsError,
  type ObjectStore,
  serialiseDeadLetter,
} from '@descant/lake'
import { type PeopleSearch, peopleInRecords } from '../erasure/people-in-records.ts'
import { version } from '../version.ts'
import type { RawObjectEntry } from './list-raw.ts'

/** A raw record that cannot go on, or a whole object. */
export interface Reject {
  /** Its line in the object, from 1; undefined for the object itself. */
  readonly line?: number
  /**
   * 'schema' where a field does not hold what it should, 'quality' where a rule of the model is broken,
   * 'protocol' where it is no record.
   */
  readonly type: 'schema' | 'quality' | 'protocol'
  readonly reasonCode: 'FIELD_UNREADABLE' | 'RULE_BROKEN' | 'JSON_MALFORMED' | 'OBJECT_DAMAGED'
  readonly messages: readonly DeadLetterMessage[]
  readonly record: Uint8Array | null
}

/** What run parks the rejects, and where. */
export interface Parking {
  readonly store: ObjectStore
  readonly run: string
  readonly now: Date
  /** Finds people who are to be forgotten: letters are kept without their records. @default nobody is */
  readonly forgotten?: PeopleSearch
}

/**
 * Parks what one raw object could not give, one object for each error type.
 *
 * The name follows from the raw object and from what is rejected, so a run that is repeated finds
 * it written and parks nothing twice; other rejects of the same object, after the mapping changed,
 * have a name of their own.
 */
export async function writeDeadLetters(
  { store, run, now, forgotten }: Parking,
  { key, name }: RawObjectEntry,
  rejects: readonly Reject[],
): Promise<void> {
  const verdictOf = forgotten && peopleInRecords(forgotten, name.provider, name.stream)
  const mayKeep = (record: Uint8Array | null) =>
    record === null || verdictOf === undefined || verdictOf(Buffer.from(record)) === 'stays'
  for (const type of new Set(rejects.map((reject) => reject.type))) {
    const letters = rejects
      .filter((reject) => reject.type === type)
      .map(({ line, reasonCode, messages, record }) =>
        deadLetter({
          customer: name.customer,
          provider: name.provider,
          stream: name.stream,
          stage: 'transform',
          type,
          reasonCode,
          messages,
          record: mayKeep(record) ? record : null,
          source: { objectKey: key, ...(line === undefined ? {} : { lineNumber: line }) },
          processor: `transform ${version}`,
          failedAt: now,
          run,
        }),
      )
    const letterRun = `${name.run}-transform-${digest(letters)}`
    await write(store, deadLetterKey({ ...name, run: letterRun, errorType: type }), letters)
  }
}

const digest = (letters: readonly DeadLetter[]) =>
  createHash('sha256')
    .update(letters.map((letter) => letter.dlq_id).join())
    .digest('hex')
    .slice(0, 8)

async function write(store: ObjectStore, key: string, letters: readonly DeadLetter[]) {
  const object = new BatchObject(store, key)
  for (const letter of letters) {
    object.append(serialiseDeadLetter(letter))
    await object.ready()
  }
  try {
    await object.commit()
  } catch (error) {
    if (!(error instanceof ObjectExistsError)) throw error
  }
}
