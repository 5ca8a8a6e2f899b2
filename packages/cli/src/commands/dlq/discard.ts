import { randomUUID } from 'node:crypto'
import { discardLetters } from '@descant/lake'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { choiceOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'
import { filterOf, filterOptions } from './filter-options.ts'

/** `descant dlq discard`: dead letters that will never be replayed. */
export const dlqDiscard = defineCommand({
  name: 'dlq discard',
  summary:
    'marks dead letters as discarded; their bytes stay until the bucket’s lifecycle ends them.',
  options: {
    ...reach,
    'dead-letters': zoneOptions['dead-letters'],
    ...filterOptions,
    all: { type: 'boolean', description: 'All letters, where no filter is given.' },
    note: { type: 'string', value: 'TEXT', description: 'Why; kept with the letters.' },
    'dry-run': { type: 'boolean', description: 'Only count what would happen.' },
    ...formatOption,
  },
  examples: ['descant dlq discard --stream orders --until 2026-01-01 --note "the old shop"'],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const zones = openZones(options, environment, ['dead-letters'])
    const filter = filterOf(options, new Date())
    if (Object.keys(filter).length === 0 && options.all !== true) {
      const message = 'is missing: say which letters with a filter, or give --all'
      throw new ConfigError([{ path: 'a filter', message }])
    }
    const isDryRun = options['dry-run'] === true
    const counts = await discardLetters({
      deadLetters: zones['dead-letters'],
      customer: zones.customer,
      filter,
      run: randomUUID().slice(0, 8),
      now: () => new Date(),
      isDryRun,
      ...(options.note === undefined ? {} : { note: options.note }),
    })
    const { selected, discarded, already } = counts
    const did = isDryRun ? 'would be discarded' : 'discarded'
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify({ dry_run: isDryRun, ...counts })}\n`
        : `${selected} letters = ${discarded} ${did} + ${already} done before\n`,
    )
    return { exitCode: 0 }
  },
})
