import { suppressPeople } from '@descant/transform'
import { defineCommand } from '../command.ts'
import { profileZoneOptions, profileZones } from './identity/profile-zones.ts'

/** `descant erase`: a person is kept out of every table. */
export const erase = defineCommand({
  name: 'erase',
  summary: 'keeps a person out of every table from the next transform on, rebuilds included.',
  options: {
    ...profileZoneOptions,
    profile: {
      type: 'string',
      value: 'ID',
      description: 'The profile: all its records, and the addresses and numbers that they have.',
    },
    email: { type: 'string', value: 'ADDRESS', description: 'An e-mail address.' },
    phone: { type: 'string', value: 'NUMBER', description: 'A phone number, as +4930123456.' },
    lift: { type: 'boolean', description: 'Let the person be known again.' },
    note: { type: 'string', value: 'TEXT', description: 'Why, without personal data; kept.' },
  },
  examples: ['descant erase --profile p_1f3a5c… --note "request 4711"'],
  async run(options, context) {
    const { profile, email, phone, note } = options
    const count = await suppressPeople({
      ...profileZones(options, context),
      ...(profile === undefined ? {} : { profileId: profile }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(note === undefined ? {} : { reason: note }),
      kind: options.lift ? 'lift' : 'suppress',
    })
    process.stdout.write(
      options.lift
        ? `${count} identifiers are off the list. Run descant transform --mode historic to have the person back.\n`
        : `${count} identifiers are on the list. The next descant transform takes the person out of every table; the raw zone and older snapshots hold the records until they expire.\n`,
    )
    return { exitCode: 0 }
  },
})
