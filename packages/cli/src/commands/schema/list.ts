import { readRegistries, type StreamRegistry, waitingVersion } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { table } from '../../table.ts'
import { choiceOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'

const statusOf = (registry: StreamRegistry): string => {
  const waiting = waitingVersion(registry)
  if (waiting) return `version ${waiting.number} waits`
  const latest = registry.versions.find(({ number }) => number === registry.latest)
  return latest?.status === 'rejected' ? `version ${latest.number} rejected` : 'ok'
}

/** `descant schema list`: the schemas of all streams. */
export const schemaList = defineCommand({
  name: 'schema list',
  summary: 'lists the streams whose schemas are known, and which of them wait.',
  options: {
    ...reach,
    state: zoneOptions.state,
    provider: { type: 'string', value: 'NAME', description: 'Only streams of this source.' },
    ...formatOption,
  },
  examples: ['descant schema list --customer acme --state s3://lake/state'],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { customer, state } = openZones(options, environment, ['state'])
    const registries = await readRegistries(state, customer, options.provider)
    const rows = registries.map((registry) => {
      const { provider, stream, contract, latest, accepted } = registry
      return { provider, stream, contract, latest, accepted, status: statusOf(registry) }
    })
    if (format === 'json') process.stdout.write(`${JSON.stringify(rows)}\n`)
    else if (rows.length === 0) {
      process.stdout.write(
        'No schema was recorded yet: target-s3-ndjson records them where it is given `state`.\n',
      )
    } else {
      const columns = ['PROVIDER', 'STREAM', 'CONTRACT', 'LATEST', 'ACCEPTED', 'STATUS']
      process.stdout.write(
        table(
          columns,
          rows.map((row) => Object.values(row)),
        ),
      )
    }
    return { exitCode: 0 }
  },
})
