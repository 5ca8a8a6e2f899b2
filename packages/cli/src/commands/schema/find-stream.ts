import {
  type ObjectStore,
  readRegistries,
  readRegistry,
  type StreamName,
  type StreamRegistry,
} from '@descant/lake'
import { ConfigError, type OptionSpecs } from '@descant/sdk'
import { reach, requireOptions, zoneOptions } from '../../zone-options.ts'

/** The options by which a command is told which stream's schema is meant. */
export const streamOptions = {
  ...reach,
  state: zoneOptions.state,
  provider: {
    type: 'string',
    value: 'NAME',
    description: 'The source. Needed only where two have a stream of the name.',
  },
  stream: { type: 'string', value: 'NAME', description: 'The stream.' },
} as const satisfies OptionSpecs

type Given = Readonly<Record<string, string | boolean | string[] | undefined>>

/**
 * The stream that is meant, and what is known of its schema.
 *
 * @throws {ConfigError} where none or more than one is meant; it names those that there are.
 */
export async function findStream(
  state: ObjectStore,
  customer: string,
  given: Given,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly name: StreamName; readonly registry: StreamRegistry }> {
  const { stream } = requireOptions(given, environment, ['stream'])
  const { provider } = given
  if (typeof provider === 'string') {
    const name = { customer, provider, stream }
    const registry = await readRegistry(state, name)
    if (registry) return { name, registry }
  }
  const all = await readRegistries(state, customer)
  const meant = typeof provider === 'string' ? [] : all.filter((one) => one.stream === stream)
  const [registry, ...others] = meant
  if (registry && others.length === 0) {
    return { name: { customer, provider: registry.provider, stream }, registry }
  }
  if (registry) {
    const providers = meant.map((one) => one.provider).join(', ')
    throw new ConfigError([
      { path: '--provider', message: `is missing: ${stream} is a stream of ${providers}` },
    ])
  }
  const known = all.map((one) => `${one.provider} ${one.stream}`).join(', ') || 'none at all'
  throw new ConfigError([
    {
      path: '--stream',
      message: `the schema of ${stream} was never recorded for ${customer}; there are ${known}. target-s3-ndjson records it where it is given \`state\``,
    },
  ])
}

/** The number of a version that an option was given. @throws {ConfigError} where there is none such. */
export function versionOf(
  registry: StreamRegistry,
  text: string | undefined,
  option: string,
): number | undefined {
  if (text === undefined) return undefined
  const found = registry.versions.find(({ number }) => String(number) === text)
  if (found) return found.number
  const known = registry.versions.map(({ number }) => number).join(', ')
  throw new ConfigError([
    { path: `--${option}`, message: `there is no version ${text}; there are ${known}` },
  ])
}
