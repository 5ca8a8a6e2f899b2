import { type DeadLetter, deadLetterKind, readLetters } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { table } from '../../table.ts'
import { choiceOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'
import { filterOf, filterOptions, isOfStatus, statusOption } from './filter-options.ts'

/** Letters of one kind. */
interface Kind {
  readonly provider: string
  readonly stream: string
  readonly type: string
  readonly reason_code: string
  readonly path: string
  readonly keyword: string
  letters: number
  first: string
  last: string
}

const take = (kinds: Map<string, Kind>, letter: DeadLetter): void => {
  const { provider, stream, type, reasonCode: reason_code, path, keyword } = deadLetterKind(letter)
  const name = { provider, stream, type, reason_code, path, keyword }
  const at = letter.first_failed_at
  const kind = kinds.get(JSON.stringify(name)) ?? { ...name, letters: 0, first: at, last: at }
  kind.letters++
  if (at < kind.first) kind.first = at
  if (at > kind.last) kind.last = at
  kinds.set(JSON.stringify(name), kind)
}

/** `descant dlq list`: the dead letters by kind. */
export const dlqList = defineCommand({
  name: 'dlq list',
  summary: 'counts the dead letters by kind, the most first.',
  options: {
    ...reach,
    'dead-letters': zoneOptions['dead-letters'],
    ...filterOptions,
    ...statusOption,
    ...formatOption,
  },
  examples: ['descant dlq list --since 7d', 'descant dlq list --type schema --reason-path /total'],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const isWanted = isOfStatus(options)
    const zones = openZones(options, environment, ['dead-letters'])
    const filter = filterOf(options, new Date())
    const kinds = new Map<string, Kind>()
    for await (const { letter } of readLetters(zones['dead-letters'], zones.customer, filter)) {
      if (isWanted(letter)) take(kinds, letter)
    }
    const sorted = [...kinds.values()].sort((a, b) => b.letters - a.letters)
    if (format === 'json') process.stdout.write(`${JSON.stringify(sorted)}\n`)
    else if (sorted.length === 0) process.stdout.write('No dead letters.\n')
    else {
      const columns = [
        'PROVIDER',
        'STREAM',
        'TYPE',
        'REASON',
        'PATH',
        'KEYWORD',
        'LETTERS',
        'FIRST',
        'LAST',
      ]
      process.stdout.write(
        table(
          columns,
          sorted.map((kind) => Object.values(kind)),
        ),
      )
    }
    return { exitCode: 0 }
  },
})
