import { decideSchema, type StreamRegistry, withAccepted, withRejected } from '@descant/lake'
import {
  ConfigError,
  type Ending,
  type OptionSpecs,
  type OptionValues,
  type ProcessContext,
} from '@descant/sdk'
import { openZones } from '../../open-zones.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { findStream, streamOptions, versionOf } from './find-stream.ts'

export const decisionOptions = {
  ...streamOptions,
  version: {
    type: 'string',
    value: 'N',
    description: 'Only this version. Default: all that wait.',
  },
  note: { type: 'string', value: 'TEXT', description: 'Why; kept with the decision.' },
  ...formatOption,
} as const satisfies OptionSpecs

const deciders = { accepted: withAccepted, rejected: withRejected } as const

/** What may be decided: who waits may be accepted or rejected, who was rejected may be accepted. */
const mayBe = (decision: keyof typeof deciders, status: string) =>
  status === 'pending' || (decision === 'accepted' && status === 'rejected')

const numbersOf = (
  registry: StreamRegistry,
  decision: keyof typeof deciders,
  asked: number | undefined,
): number[] => {
  const open = registry.versions.filter(({ status }) => status === 'pending')
  if (asked === undefined) return open.map(({ number }) => number)
  const version = registry.versions.find(({ number }) => number === asked)
  if (version && mayBe(decision, version.status)) return [asked]
  const message = `version ${asked} is ${version?.status}, so it cannot be ${decision}`
  throw new ConfigError([{ path: '--version', message }])
}

/** Accepts or rejects versions of a stream's schema, and says what follows. */
export async function decide(
  decision: keyof typeof deciders,
  options: OptionValues<typeof decisionOptions>,
  { environment }: ProcessContext,
  consequence: string,
): Promise<Ending> {
  const format = choiceOf(options, 'format', ['text', 'json'])
  const { customer, state } = openZones(options, environment, ['state'])
  const { name, registry } = await findStream(state, customer, options, environment)
  const asked = versionOf(registry, options.version, 'version')
  const facts = {
    at: new Date().toISOString(),
    ...(options.note === undefined ? {} : { note: options.note }),
  }
  let numbers: number[] = []
  const after = await decideSchema(state, name, (one) => {
    numbers = numbersOf(one, decision, asked)
    return numbers.length === 0 ? one : deciders[decision](one, numbers, facts)
  })
  if (format === 'json') {
    const { accepted, latest } = after
    process.stdout.write(
      `${JSON.stringify({ ...name, [decision]: numbers, latest, relied_on: accepted })}\n`,
    )
  } else {
    process.stdout.write(
      numbers.length === 0
        ? `${name.provider} ${name.stream}: nothing waits\n`
        : `${name.provider} ${name.stream}: version ${numbers.join(', ')} ${decision}. ${consequence}\n`,
    )
  }
  return { exitCode: 0 }
}
