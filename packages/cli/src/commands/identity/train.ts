import { type StoredModel, trainIdentities } from '@descant/transform'
import { defineCommand } from '../../command.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { profileZoneOptions, profileZones } from './profile-zones.ts'

const percent = (share: number) => `${(share * 100).toFixed(2)} %`

const textOf = ({ version, people, candidates, rules, model }: StoredModel): string => {
  const learnt = rules.map(
    ({ rule, pairs, lambda }) =>
      `  ${rule}: ${pairs} pairs, ${percent(lambda)} of them taken for one person\n`,
  )
  const agree = model.comparisons.map(
    ({ name, m, u }) =>
      `  ${name}: the same for ${percent(m.at(-1) ?? 0)} of one person's records, and for ${percent(u.at(-1) ?? 0)} of strangers'\n`,
  )
  return (
    `Linkage model ${version}, of ${people} records and ${candidates} pairs that have something in common.\n` +
    (rules.length > 0
      ? `Learnt from\n${learnt.join('')}`
      : 'There were too few such pairs to learn from.\n') +
    `What it knows\n${agree.join('')}` +
    'The next descant transform resolves all profiles by it.\n'
  )
}

/** `descant identity train`: learns how records of one person look alike. */
export const identityTrain = defineCommand({
  name: 'identity train',
  summary: 'learns from the records how those of one person look alike without an identifier.',
  options: { ...profileZoneOptions, ...formatOption },
  examples: ['descant identity train && descant transform'],
  async run(options, context) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const trained = await trainIdentities(profileZones(options, context))
    process.stdout.write(format === 'json' ? `${JSON.stringify(trained)}\n` : textOf(trained))
    return { exitCode: 0 }
  },
})
