import { decideSchema, schemaContracts, withContract } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { choiceOf, requireOptions } from '../../zone-options.ts'
import { findStream, streamOptions } from './find-stream.ts'

/** `descant schema contract`: what a change of a stream's schema does from now on. */
export const schemaContract = defineCommand({
  name: 'schema contract',
  summary:
    'says what a change of a stream’s schema does: evolve, freeze, discard_row, discard_value.',
  options: {
    ...streamOptions,
    set: {
      type: 'string',
      value: schemaContracts.join('|'),
      description: 'From the next run on; what waits goes on waiting.',
    },
    note: { type: 'string', value: 'TEXT', description: 'Why; kept with the decision.' },
  },
  examples: ['descant schema contract --stream orders --set freeze'],
  async run(options, { environment }) {
    const { customer, state } = openZones(options, environment, ['state'])
    requireOptions(options, environment, ['set'])
    const contract = choiceOf(options, 'set', schemaContracts)
    const { name } = await findStream(state, customer, options, environment)
    const note = options.note === undefined ? {} : { note: options.note }
    await decideSchema(state, name, (one) =>
      withContract(one, contract, { at: new Date().toISOString(), ...note }),
    )
    process.stdout.write(`${name.provider} ${name.stream}: contract ${contract}\n`)
    return { exitCode: 0 }
  },
})
