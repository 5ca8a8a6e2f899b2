import { type DeadLetter, type DeadLetterMessage, deadLetterRecord } from './dead-letter.ts'
import { PatchError, type PatchStep, patchRecord } from './patch-record.ts'

/** What is wrong with a record; nothing where it may go on. */
export type RecordJudge = (text: string) => readonly DeadLetterMessage[]

/** A letter whose record may go on, or why it may not. */
export type Mended =
  | { readonly text: string; readonly messages?: undefined }
  | { readonly text?: undefined; readonly messages: readonly DeadLetterMessage[] }

/**
 * Mends the record of a letter and judges it as the target does. Always the same for the same letter
 * and steps.
 *
 * @param judge undefined where the stream's schema is not known: then no record may go on.
 */
export function mendLetter(
  letter: DeadLetter,
  patch: readonly PatchStep[],
  judge: RecordJudge | undefined,
): Mended {
  const patched = patchedText(letter, patch)
  if (patched.text === undefined) return patched
  if (judge === undefined) {
    return refused('', 'schema_unknown', 'no schema of its stream is in the registry')
  }
  const messages = judge(patched.text)
  return messages.length === 0 ? patched : { messages }
}

/** The record of a letter with the steps done to it. */
export function patchedText(letter: DeadLetter, patch: readonly PatchStep[]): Mended {
  if (letter.record === null) {
    return refused('', 'no_record', 'it holds no record: run the tap again')
  }
  if (letter.record_encoding === 'base64') {
    return refused('', 'encoding', 'its bytes are not UTF-8: run the tap again once it is mended')
  }
  try {
    return { text: patchRecord(String(deadLetterRecord(letter)), patch) }
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    return refused(error.path, error.keyword, error.message)
  }
}

const refused = (path: string, keyword: string, message: string): Mended => ({
  messages: [{ path, keyword, message }],
})
