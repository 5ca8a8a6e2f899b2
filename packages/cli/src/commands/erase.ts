import { ConfigError } from '@descant/sdk'
import {
  type ErasedZone,
  type ErasureRecord,
  eraseCopies,
  suppressPeople,
} from '@descant/transform'
import { defineCommand } from '../command.ts'
import { sourceTypeOption, sourceTypesOf } from '../source-types-of.ts'
import { zoneOptions } from '../zone-options.ts'
import { profileZoneOptions, profileZones } from './identity/profile-zones.ts'
import { modelOption, ownModelOf } from './transform-model.ts'

/** `descant erase`: a person is kept out of every table, and taken out of the copies. */
export const erase = defineCommand({
  name: 'erase',
  summary: 'keeps a person out of every table, rebuilds included, and out of dead letters.',
  options: {
    ...profileZoneOptions,
    'dead-letters': { ...zoneOptions['dead-letters'], description: 'Zone that loses the records.' },
    raw: { ...zoneOptions.raw, description: 'Raw zone, for --rewrite-raw.' },
    'rewrite-raw': {
      type: 'boolean',
      description: 'Rewrite the raw zone without the person: what no run can bring back.',
    },
    'source-type': sourceTypeOption,
    model: modelOption,
    profile: {
      type: 'string',
      value: 'ID',
      description: 'The profile: all its records, and the addresses and numbers that they have.',
    },
    email: {
      type: 'string',
      value: 'ADDRESS',
      description: 'An e-mail address; whoever has it is forgotten as a whole.',
    },
    phone: {
      type: 'string',
      value: 'NUMBER',
      description: 'The same by a phone number, as +4930123456.',
    },
    lift: {
      type: 'boolean',
      description: 'Take back the requests for whoever is named, so that they are known again.',
    },
    note: { type: 'string', value: 'TEXT', description: 'Why, without personal data; kept.' },
  },
  examples: [
    'descant erase --profile p_1f3a5c… --note "request 4711"',
    'descant erase --email ann@shop.eu --rewrite-raw --raw s3://acme-lake/raw',
  ],
  async run(options, context) {
    const { profile, email, phone, note } = options
    const rewritten = options['rewrite-raw'] ? options.raw : undefined
    if (options['rewrite-raw'] && rewritten === undefined) {
      throw new ConfigError([{ path: '--raw', message: 'is missing: --rewrite-raw needs it' }])
    }
    const zones = profileZones(options, context)
    const model = await ownModelOf(options)
    const reason = note === undefined ? {} : { reason: note }
    const count = await suppressPeople({
      ...zones,
      ...reason,
      model,
      ...(profile === undefined ? {} : { profileId: profile }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      kind: options.lift ? 'lift' : 'suppress',
    })
    if (options.lift) {
      process.stdout.write(
        `${count} identifiers are off the list. The next descant transform rebuilds the tables with the person, as far as the raw zone knows them; where raw objects have expired, run it with --mode historic.\n`,
      )
      return { exitCode: 0 }
    }
    const copies = await eraseCopies({
      ...zones,
      ...reason,
      model,
      sources: sourceTypesOf(options['source-type']),
      ...(options['dead-letters'] === undefined ? {} : { deadLetters: options['dead-letters'] }),
      ...(rewritten === undefined ? {} : { raw: rewritten }),
    })
    process.stdout.write(wordsOf(count, copies))
    return endingOf(copies)
  },
})

function wordsOf(count: number, { dead_letters, raw }: ErasureRecord): string {
  const zone = ({ objects, rewritten, removed, cut }: ErasedZone) =>
    `${rewritten} of ${objects} objects were rewritten, ${removed} records went and ${cut} lost what is personal`
  return [
    `${count} identifiers are on the list. The next descant transform takes the person out of every table, and the next descant load out of databases and indexes; older snapshots hold the records until they expire.`,
    dead_letters === null
      ? 'Dead letters were not looked through: give --dead-letters.'
      : `Dead letters: ${zone(dead_letters)}.`,
    raw === null
      ? 'The raw zone holds the records until its lifecycle ends; --rewrite-raw takes them out now.'
      : `Raw zone: ${zone(raw)}.`,
    '',
  ].join('\n')
}

/** A damaged object may hold the person still: who asked must know. */
function endingOf({ dead_letters, raw }: ErasureRecord) {
  const unreadable = [...(dead_letters?.unreadable ?? []), ...(raw?.unreadable ?? [])]
  if (unreadable.length === 0) return { exitCode: 0 }
  return {
    exitCode: 4,
    message: `These objects are damaged and could not be looked through: ${unreadable.join(', ')}. Delete them where nothing of them is needed.`,
  }
}
