import { explainProfile, type ProfileExplanation } from '@descant/transform'
import { defineCommand } from '../../command.ts'
import { choiceOf, formatOption, ratioOf, requireOptions } from '../../zone-options.ts'
import { profileZoneOptions, profileZones } from '../identity/profile-zones.ts'

const list = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`

const textOf = (asked: string, found: ProfileExplanation): string =>
  (asked === found.profileId
    ? `${found.profileId}\n`
    : `${asked} was merged into ${found.profileId}\n`) +
  list('Records', found.nodes) +
  list(
    'One person because they share',
    found.shared.map(({ identifier, nodes }) => `${identifier}: ${nodes.join(', ')}`),
  ) +
  list(
    'One person because they are alike',
    found.likely.map(
      ({ nodes, weight, evidence }) =>
        `${nodes.join(' and ')}, ${weight.toFixed(1)} bits: ${evidence.join('; ')}`,
    ),
  ) +
  list('Where its values are from', found.provenance) +
  list(
    'Profiles that were merged into it',
    found.merged.map(({ profileId, mergedAt }) => `${profileId} at ${mergedAt}`),
  )

/** `descant profile explain`: why records are one profile. */
export const profileExplain = defineCommand({
  name: 'profile explain',
  summary: 'tells why records are one profile; shows personal data.',
  operand: 'profile',
  options: {
    ...profileZoneOptions,
    profile: { type: 'string', value: 'ID', description: 'The profile.' },
    'match-probability': {
      type: 'string',
      value: 'P',
      description: 'As the transform has it. Default: 0.95.',
    },
    ...formatOption,
  },
  examples: ['descant profile explain p_1f3a5c…'],
  async run(options, context) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { profile } = requireOptions(options, context.environment, ['profile'])
    const found = await explainProfile({
      ...profileZones(options, context),
      profileId: profile,
      ...(options['match-probability'] === undefined
        ? {}
        : { matchProbability: ratioOf(options, 'match-probability') }),
    })
    process.stdout.write(format === 'json' ? `${JSON.stringify(found)}\n` : textOf(profile, found))
    return { exitCode: 0 }
  },
})
