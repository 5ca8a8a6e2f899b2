import { splitProfile } from '@descant/transform'
import { defineCommand } from '../../command.ts'
import { requireOptions } from '../../zone-options.ts'
import { profileZoneOptions, profileZones } from '../identity/profile-zones.ts'

/** `descant profile split`: some records of a profile are of another person. */
export const profileSplit = defineCommand({
  name: 'profile split',
  summary: 'decides that some records of a profile are of another person, until it is taken back.',
  operand: 'profile',
  options: {
    ...profileZoneOptions,
    profile: { type: 'string', value: 'ID', description: 'The profile.' },
    record: {
      type: 'string',
      multiple: true,
      value: 'NODE',
      description: 'A record of the other person, as descant profile explain names it. Repeatable.',
    },
    undo: { type: 'boolean', description: 'Take an earlier split of these records back.' },
    note: { type: 'string', value: 'TEXT', description: 'Why; kept with the decision.' },
  },
  examples: ['descant profile split p_1f3a5c… --record c:shopify:2 --note "two sisters"'],
  async run(options, context) {
    const { profile } = requireOptions(options, context.environment, ['profile'])
    const nodes = options.record ?? []
    await splitProfile({
      ...profileZones(options, context),
      profileId: profile,
      nodes,
      isUndone: options.undo === true,
      ...(options.note === undefined ? {} : { reason: options.note }),
    })
    const what = options.undo ? 'may be of one profile with others again' : 'stay apart'
    process.stdout.write(`${nodes.join(', ')}: ${what} from the next descant transform on.\n`)
    return { exitCode: 0 }
  },
})
