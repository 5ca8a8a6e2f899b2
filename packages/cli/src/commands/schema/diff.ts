import {
  describeChange,
  diffSchemas,
  isBreaking,
  readSchema,
  type StreamRegistry,
} from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { findStream, streamOptions, versionOf } from './find-stream.ts'

/** What a person wants to see who gives no versions: what waits, or else what came last. */
const usualVersions = ({ accepted, latest }: StreamRegistry): { from: number; to: number } =>
  accepted === latest
    ? { from: Math.max(1, latest - 1), to: latest }
    : { from: accepted, to: latest }

/** `descant schema diff`: how two versions of a schema differ, by field. */
export const schemaDiff = defineCommand({
  name: 'schema diff',
  summary: 'shows how two versions of a schema differ, field by field.',
  options: {
    ...streamOptions,
    from: {
      type: 'string',
      value: 'N',
      description: 'The older version. Default: the one that is relied on.',
    },
    to: {
      type: 'string',
      value: 'N',
      description: 'The newer one. Default: the one that came last.',
    },
    ...formatOption,
  },
  examples: [
    'descant schema diff --stream orders',
    'descant schema diff --stream orders --from 1 --to 3',
  ],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { customer, state } = openZones(options, environment, ['state'])
    const { name, registry } = await findStream(state, customer, options, environment)
    const usual = usualVersions(registry)
    const from = versionOf(registry, options.from, 'from') ?? usual.from
    const to = versionOf(registry, options.to, 'to') ?? usual.to
    const [before, after] = await Promise.all(
      [from, to].map((version) => readSchema(state, name, registry, version)),
    )
    const changes = before && after ? diffSchemas(before, after) : []
    if (format === 'json') {
      const told = changes.map((change) => ({ ...change, breaking: isBreaking(change) }))
      process.stdout.write(`${JSON.stringify({ ...name, from, to, changes: told })}\n`)
      return { exitCode: 0 }
    }
    const lines = changes.map((change) => `${describeChange(change)}\n`).join('')
    process.stdout.write(
      `${name.provider} ${name.stream}: version ${from} -> ${to}\n${lines || 'no field differs\n'}`,
    )
    return { exitCode: 0 }
  },
})
