import type { JsonSchema } from '../schema/infer.ts'

/** What `--about` tells. */
export interface About {
  readonly name: string
  readonly version: string
  readonly description: string
  /** As `discover`, `state`, `catalog`. */
  readonly capabilities: readonly string[]
  readonly settings: JsonSchema
}

export type AboutFormat = 'text' | 'json' | 'markdown'

interface Setting {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly isSecret: boolean
  readonly default: string | undefined
  readonly description: string
}

/** The settings that a schema declares, in its order. */
function settingsOf(schema: JsonSchema): Setting[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    type: [property.enum ? property.enum.join(' | ') : (property.type ?? 'any')]
      .flat()
      .join(' or '),
    isRequired: required.has(name),
    isSecret: property.secret === true,
    default: property.default === undefined ? undefined : JSON.stringify(property.default),
    description: property.description ?? '',
  }))
}

const notes = (setting: Setting): string =>
  [
    setting.type,
    ...(setting.isRequired ? ['required'] : []),
    ...(setting.isSecret ? ['secret'] : []),
    ...(setting.default === undefined ? [] : [`default ${setting.default}`]),
  ].join(', ')

const asText = (about: About): string => {
  const settings = settingsOf(about.settings).map(
    (setting) => `  ${setting.name} (${notes(setting)})\n      ${setting.description}\n`,
  )
  const prefix = about.name.toUpperCase().replaceAll('-', '_')
  return (
    `${about.name} ${about.version}\n${about.description}\n\n` +
    `Capabilities: ${about.capabilities.join(', ')}\n\n` +
    `Settings (in the config file, or as ${prefix}_NAME in the environment):\n${settings.join('')}`
  )
}

/** The settings as a Markdown table: what `--about --format=markdown` and each README show. */
export function settingsTable(schema: JsonSchema): string {
  const rows = settingsOf(schema).map((setting) => {
    const value = setting.default === undefined ? '' : `\`${setting.default}\``
    const type = setting.type.replaceAll('|', '\\|')
    const remarks = `${setting.isSecret ? 'Secret. ' : ''}${setting.description}`
    return `| \`${setting.name}\` | ${type} | ${setting.isRequired ? 'yes' : ''} | ${value} | ${remarks.replaceAll('|', '\\|')} |`
  })
  return `${['| setting | type | required | default | what it is |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')}\n`
}

const asMarkdown = (about: About): string =>
  `# ${about.name}\n\n${about.description}\n\n` +
  `Version ${about.version}. Capabilities: ${about.capabilities.map((name) => `\`${name}\``).join(', ')}.\n\n` +
  `## Settings\n\n${settingsTable(about.settings)}`

/** Says what a connector is, for a person, a program, or a README. */
export function describe(about: About, format: AboutFormat): string {
  if (format === 'json') return `${JSON.stringify(about, undefined, 2)}\n`
  return format === 'markdown' ? asMarkdown(about) : asText(about)
}
