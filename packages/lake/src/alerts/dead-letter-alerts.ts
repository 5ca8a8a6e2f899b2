import type { DeadLetter } from '../dead-letters/dead-letter.ts'
import { anyItem } from '../dead-letters/letter-filter.ts'
import type { Alert } from './alert.ts'

/** What makes two dead letters of one kind: the stream, the type and the first reason. */
export interface DeadLetterKind {
  readonly customer: string
  readonly provider: string
  readonly stream: string
  readonly type: string
  readonly reasonCode: string
  readonly path: string
  readonly keyword: string
}

/** The kind of a dead letter; the items of a list are one kind. */
export function deadLetterKind(letter: DeadLetter): DeadLetterKind {
  const { customer, provider, stream, kind: type, reason_code: reasonCode, messages } = letter
  const { path = '', keyword = '' } = messages[0] ?? {}
  return { customer, provider, stream, type, reasonCode, path: anyItem(path), keyword }
}

/** The alert that a kind of dead letter has come for the first time. */
export function newKindAlert(kind: DeadLetterKind): Alert {
  const { customer, provider, stream, type, reasonCode, path, keyword } = kind
  return {
    kind: 'dead-letter-kind',
    customer,
    provider,
    stream,
    subject: JSON.stringify([stream, type, reasonCode, path, keyword]),
    title: `${provider} ${stream}: a new kind of dead letter`,
    lines: [
      `type ${type}`,
      `reason ${reasonCode}`,
      `at ${path || 'the record'}: ${keyword || 'no keyword'}`,
    ],
    remedy: `Look at some with descant dlq show --provider ${provider} --stream ${stream} --type ${type}, mend the source, or replay them with a patch.`,
  }
}

/** The alert that more dead letters came in a day than are usual; once a day and provider. */
export function volumeAlert(
  { customer, provider }: { readonly customer: string; readonly provider: string },
  day: string,
  counts: { readonly letters: number; readonly records: number; readonly limit: number },
): Alert {
  const { letters, records, limit } = counts
  return {
    kind: 'dead-letter-volume',
    customer,
    provider,
    subject: `volume ${day}`,
    title: `${provider}: ${letters} dead letters on ${day}`,
    lines: [`of ${records} records; the limit is ${limit} a day`],
    remedy: `descant dlq list --provider ${provider} --since ${day} tells which kinds they are.`,
  }
}
