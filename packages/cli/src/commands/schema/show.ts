import { readSchema, type StreamRegistry } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { table } from '../../table.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { findStream, streamOptions, versionOf } from './find-stream.ts'

const section = (title: string, rows: string) => (rows === '' ? '' : `\n${title}\n${rows}`)

const textOf = (registry: StreamRegistry): string => {
  const { provider, stream, contract, versions, drift, decisions, accepted, latest } = registry
  const marks = (number: number) =>
    [number === accepted ? 'relied on' : '', number === latest ? 'came last' : '']
      .filter((mark) => mark !== '')
      .join(', ')
  const rows = versions.map(({ number, status, first_seen_at, key_properties, hash }) => [
    number,
    status,
    first_seen_at,
    key_properties.join(', ') || 'none',
    hash.slice(0, 12),
    marks(number),
  ])
  return (
    `${provider} ${stream}: contract ${contract}\n\n` +
    table(['VERSION', 'STATUS', 'FIRST SEEN', 'KEY', 'HASH', ''], rows) +
    section(
      'Drift, each kind once:',
      drift.map(({ first_seen_at, detail }) => `  ${first_seen_at}  ${detail}\n`).join(''),
    ) +
    section(
      'Decisions:',
      decisions
        .map(({ at, decision, versions: numbers, contract: to, note }) =>
          [`  ${at}`, decision, to ?? numbers.join(', '), ...(note ? [`(${note})`] : [])].join(' '),
        )
        .map((line) => `${line}\n`)
        .join(''),
    )
  )
}

/** `descant schema show`: what is known of one stream's schema, or a version to the last byte. */
export const schemaShow = defineCommand({
  name: 'schema show',
  summary: 'shows the versions, drift and decisions of a stream, or the schema itself.',
  options: {
    ...streamOptions,
    version: {
      type: 'string',
      value: 'N',
      description: 'Write this version of the schema itself, byte for byte.',
    },
    ...formatOption,
  },
  examples: [
    'descant schema show --stream orders',
    'descant schema show --stream orders --version 2 > orders.schema.json',
  ],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { customer, state } = openZones(options, environment, ['state'])
    const { name, registry } = await findStream(state, customer, options, environment)
    const version = versionOf(registry, options.version, 'version')
    if (version !== undefined) {
      const { schemaText } = await readSchema(state, name, registry, version)
      process.stdout.write(`${schemaText}\n`)
    } else
      process.stdout.write(format === 'json' ? `${JSON.stringify(registry)}\n` : textOf(registry))
    return { exitCode: 0 }
  },
})
