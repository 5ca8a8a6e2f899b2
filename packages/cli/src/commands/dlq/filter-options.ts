import {
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterType,
  deadLetterTypes,
} from '@descant/lake'
import { ConfigError, type OptionSpecs, type OptionValues } from '@descant/sdk'
import { timeOf } from '../../time-option.ts'
import { choiceOf } from '../../zone-options.ts'

/** The options that choose dead letters; all that are given must hold. */
export const filterOptions = {
  provider: { type: 'string', value: 'NAME', description: 'Only of this source.' },
  stream: { type: 'string', value: 'NAME', description: 'Only of this stream.' },
  type: { type: 'string', value: deadLetterTypes.join('|'), description: 'Only of this type.' },
  stage: { type: 'string', value: 'NAME', description: 'Only parked by this stage, as transform.' },
  'reason-code': { type: 'string', value: 'CODE', description: 'Only with this code.' },
  'reason-path': {
    type: 'string',
    value: 'POINTER',
    description: 'Only with a reason at this path, as /total or /lineItems/*/price.',
  },
  'reason-keyword': {
    type: 'string',
    value: 'WORD',
    description: 'Only with a reason of this keyword, as type or required.',
  },
  'schema-version': { type: 'string', value: 'N', description: 'Only judged by this version.' },
  since: {
    type: 'string',
    value: 'TIME',
    description: 'Only first failed since then: a time, a day, or how long ago, as 24h.',
  },
  until: { type: 'string', value: 'TIME', description: 'Only first failed before then.' },
  id: {
    type: 'string',
    multiple: true,
    value: 'ID',
    description: 'Only this letter; again for more.',
  },
} as const satisfies OptionSpecs

/** The option that chooses dead letters by what became of them. */
export const statusOption = {
  status: {
    type: 'string',
    value: 'parked|replayed|discarded|all',
    description: 'Only of this status. Default: parked.',
  },
} as const satisfies OptionSpecs

/** Whether a letter is of the status that is asked for. @throws {ConfigError} for a status that is none. */
export function isOfStatus(
  options: OptionValues<typeof statusOption>,
): (letter: Pick<DeadLetter, 'status'>) => boolean {
  const status = choiceOf(options, 'status', ['parked', 'replayed', 'discarded', 'all'])
  return (letter) => status === 'all' || letter.status === status
}

/** The filter that options say. @throws {ConfigError} where a type or a time is none. */
export function filterOf(options: OptionValues<typeof filterOptions>, now: Date): DeadLetterFilter {
  const { provider, stream, stage, id } = options
  const type = deadLetterTypes.find((one) => one === options.type)
  if (options.type !== undefined && type === undefined) {
    const message = `must be one of ${deadLetterTypes.join(', ')}`
    throw new ConfigError([{ path: '--type', message }])
  }
  const since = timeOf(options.since, 'since', now)
  const until = timeOf(options.until, 'until', now)
  return withoutUndefined({
    provider,
    stream,
    type: type as DeadLetterType | undefined,
    stage,
    reasonCode: options['reason-code'],
    reasonPath: options['reason-path'],
    reasonKeyword: options['reason-keyword'],
    schemaVersion: options['schema-version'],
    since,
    until,
    ids: id,
  })
}

const withoutUndefined = (
  filter: {
    [Name in keyof DeadLetterFilter]: DeadLetterFilter[Name] | undefined
  },
): DeadLetterFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
