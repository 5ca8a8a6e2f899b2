import { describeOptions, type OptionSpecs, packageVersion, settingsTable } from '@descant/sdk'
import { settings } from './config/settings.ts'
import { streamSettings } from './config/stream-settings.ts'

export const name = 'descant-map'

const version = packageVersion(import.meta.url)
const description =
  'Maps Singer streams between tap and target: renames, drops, hashes, masks, casts, filters, ' +
  'flattens and computes fields.'
const capabilities = ['about', 'stream-maps']

/** The command line of `descant-map`. */
export const options = {
  config: {
    type: 'string',
    short: 'c',
    multiple: true,
    value: 'FILE',
    description: 'Settings as JSON; ENV reads the environment. May be given again, later ones win.',
  },
  input: { type: 'string', value: 'FILE', description: 'Read messages from a file, not stdin.' },
  about: { type: 'boolean', description: 'Tell what this is and which settings it has.' },
  format: { type: 'string', value: 'text|json|markdown', description: 'The form of --about.' },
  version: { type: 'boolean', description: 'Tell the version.' },
  help: { type: 'boolean', short: 'h', description: 'Tell this.' },
} as const satisfies OptionSpecs

const help = () =>
  `${name} ${version}: ${description}\n\n` +
  `Usage: a-tap --config FILE | ${name} --config FILE | a-target --config FILE\n\n` +
  describeOptions(options)

const about = (format: string) =>
  format === 'json'
    ? `${JSON.stringify({ name, version, description, capabilities, settings }, undefined, 2)}\n`
    : `# ${name}\n\n${description}\n\n` +
      `Version ${version}. Capabilities: ${capabilities.map((one) => `\`${one}\``).join(', ')}.\n\n` +
      `## Operations on a stream\n\n${settingsTable(streamSettings)}\n` +
      `## Settings\n\n${settingsTable(settings)}`

/** What to say where `--help`, `--version` or `--about` was asked; undefined where none was. */
export function answer(asked: {
  readonly help?: boolean
  readonly version?: boolean
  readonly about?: boolean
  readonly format?: string
}): string | undefined {
  if (asked.help) return help()
  if (asked.version) return `${name} ${version}\n`
  return asked.about ? about(asked.format ?? 'text') : undefined
}
