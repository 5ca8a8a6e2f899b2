import type { S3Options } from '@descant/lake'
import { ConfigError, type Issue, type OptionSpecs } from '@descant/sdk'
import { environmentName } from './environment.ts'

/** The options by which a command is told whose data lies where. */
export const zoneOptions = {
  customer: { type: 'string', value: 'NAME', description: 'Whose data it is.' },
  raw: {
    type: 'string',
    value: 'URL',
    description: 'Raw zone: file:///folder or s3://bucket/prefix.',
  },
  processed: { type: 'string', value: 'URL', description: 'Processed zone.' },
  'dead-letters': { type: 'string', value: 'URL', description: 'Dead-letter zone.' },
  state: { type: 'string', value: 'URL', description: 'State zone.' },
  's3-endpoint': { type: 'string', value: 'URL', description: "An S3 store that is not Amazon's." },
  's3-region': { type: 'string', value: 'NAME', description: 'The region of the buckets.' },
  's3-force-path-style': { type: 'boolean', description: 'The bucket stands in the path of URLs.' },
} as const satisfies OptionSpecs

/** The zone options of commands that need not all zones. */
export const reach = {
  customer: zoneOptions.customer,
  's3-endpoint': zoneOptions['s3-endpoint'],
  's3-region': zoneOptions['s3-region'],
  's3-force-path-style': zoneOptions['s3-force-path-style'],
} as const satisfies OptionSpecs

/** How a command says what it found. */
export const formatOption = {
  format: {
    type: 'string',
    value: 'text|json',
    description: 'For a person (default) or a program.',
  },
} as const satisfies OptionSpecs

/** The options of a command line, by name. */
export type Given = Readonly<Record<string, string | boolean | string[] | undefined>>

/**
 * The values of options that a command cannot do without, from the command line or the environment.
 *
 * @throws {ConfigError} that names every one that is missing.
 */
export function requireOptions<Name extends string>(
  given: Given,
  environment: NodeJS.ProcessEnv,
  names: readonly Name[],
): Record<Name, string> {
  const values: Record<string, string> = {}
  const issues: Issue[] = []
  for (const name of names) {
    const value = given[name] ?? environment[environmentName(name)]
    if (typeof value === 'string' && value !== '') values[name] = value
    else
      issues.push({
        path: `--${name}`,
        message: `is missing; give it or set ${environmentName(name)}`,
      })
  }
  if (issues.length > 0) throw new ConfigError(issues)
  return values as Record<Name, string>
}

/** How the command line says S3 is reached. */
export function s3OptionsOf(given: Given): S3Options {
  const endpoint = given['s3-endpoint']
  const region = given['s3-region']
  return {
    ...(typeof endpoint === 'string' ? { endpoint } : {}),
    ...(typeof region === 'string' ? { region } : {}),
    ...(given['s3-force-path-style'] === true ? { forcePathStyle: true } : {}),
  }
}

/** A whole number above zero that an option was given. @throws {ConfigError} for anything else. */
export function countOf(given: Given, name: string): number | undefined {
  const text = given[name]
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new ConfigError([{ path: `--${name}`, message: 'must be a whole number above 0' }])
}

/** A number from 0 to 1 that an option was given, 0.1 without it. @throws {ConfigError} for another. */
export function ratioOf(given: Given, name: string): number {
  const number = Number(given[name] ?? 0.1)
  if (number >= 0 && number <= 1) return number
  throw new ConfigError([{ path: `--${name}`, message: 'must be a number from 0 to 1' }])
}

/** The value of an option that must be one of a few. @throws {ConfigError} for any other. */
export function choiceOf<Choice extends string>(
  given: Given,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = given[name] ?? choices[0]
  if (choices.includes(value as Choice)) return value as Choice
  throw new ConfigError([{ path: `--${name}`, message: `must be one of ${choices.join(', ')}` }])
}
