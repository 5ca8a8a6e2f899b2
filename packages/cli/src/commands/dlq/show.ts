import { type DeadLetter, deadLetterRecord, type FoundLetter, readLetters } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { choiceOf, countOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'
import { filterOf, filterOptions, isOfStatus, statusOption } from './filter-options.ts'

const usualLimit = 10

const sourceOf = ({ source }: DeadLetter): string => {
  const { object_key: key, line_number: line, webhook_ids: ids } = source
  if (ids) return `webhook ${ids.join(', ')}`
  return [key ?? 'input', ...(line === undefined ? [] : [`line ${line}`])].join(' ')
}

const textOf = ({ letter, object, line }: FoundLetter, isRevealed: boolean): string => {
  const bytes = deadLetterRecord(letter)
  const rows = [
    ['stream', `${letter.provider} ${letter.stream}`],
    ['type', `${letter.kind} ${letter.reason_code}, by ${letter.processor}`],
    ...letter.messages.map(({ path, keyword, message }) => [
      'reason',
      `${path || 'the record'} (${keyword}): ${message}`,
    ]),
    ['schema', letter.schema_version ?? 'unknown'],
    ['from', sourceOf(letter)],
    ['failed', letter.attempts.map(({ at, reason_code: code }) => `${at} ${code}`).join(', ')],
    ['status', letter.status],
    ['kept in', `${object.key} line ${line}`],
    [
      'record',
      bytes === null
        ? 'none'
        : isRevealed
          ? String(bytes)
          : `${bytes.length} bytes, shown with --reveal`,
    ],
  ]
  return `${letter.dlq_id}\n${rows.map(([name = '', words = '']) => `  ${name.padEnd(9)}${words}\n`).join('')}`
}

/** For a program; the record only where it is asked for. */
const jsonOf = ({ letter, object, line }: FoundLetter, isRevealed: boolean): string => {
  const kept = { object_key: object.key, line }
  const { record, ...rest } = letter
  return `${JSON.stringify(isRevealed ? { ...rest, record, kept } : { ...rest, kept })}\n`
}

/** `descant dlq show`: dead letters one by one. */
export const dlqShow = defineCommand({
  name: 'dlq show',
  summary: 'shows dead letters one by one; records hold personal data and are shown on request.',
  options: {
    ...reach,
    'dead-letters': zoneOptions['dead-letters'],
    ...filterOptions,
    ...statusOption,
    limit: { type: 'string', value: 'N', description: `At most so many. Default: ${usualLimit}.` },
    reveal: { type: 'boolean', description: 'Show the records themselves.' },
    ...formatOption,
  },
  examples: [
    'descant dlq show --stream orders --reason-path /total',
    'descant dlq show --id 5f0c… --reveal',
  ],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const isWanted = isOfStatus(options)
    const limit = countOf(options, 'limit') ?? usualLimit
    const zones = openZones(options, environment, ['dead-letters'])
    const filter = filterOf(options, new Date())
    const told = format === 'json' ? jsonOf : textOf
    let shown = 0
    for await (const found of readLetters(zones['dead-letters'], zones.customer, filter)) {
      if (!isWanted(found.letter)) continue
      process.stdout.write(told(found, options.reveal === true))
      if (++shown === limit) break
    }
    if (shown === 0 && format === 'text') process.stdout.write('No dead letters.\n')
    return { exitCode: 0 }
  },
})
