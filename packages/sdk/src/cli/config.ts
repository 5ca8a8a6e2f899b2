import { readFile } from 'node:fs/promises'
import { ConfigError } from '../errors.ts'
import type { JsonSchema } from '../schema/infer.ts'
import { completeConfig, type Settings, secretsIn } from './complete-config.ts'

export interface ConfigSource {
  /** The connector's name, the start of its environment variables: `tap-shopify`, `TAP_SHOPIFY_`. */
  readonly name: string
  readonly schema: JsonSchema
  /** What `--config` was given: paths, or the word `ENV`. */
  readonly files: readonly string[]
  readonly environment: NodeJS.ProcessEnv
}

/** A config that has been checked, and what must be kept out of sight. */
export interface LoadedConfig {
  readonly values: Settings
  /** The values of the settings that are marked `secret`. */
  readonly secrets: readonly string[]
  /** The last config file given, to which changed settings are written back. */
  readonly file: string | undefined
}

const problem = (path: string, message: string, cause?: unknown) =>
  new ConfigError([{ path, message }], { cause })

/**
 * Reads a JSON file that the command line names.
 * @throws {ConfigError} where it cannot be read or is not JSON.
 */
export async function readJsonFile(path: string, option: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const words = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw problem(`${option} ${path}`, words, cause)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw problem(`${option} ${path}`, 'it is not JSON', cause)
  }
}

const readSettings = async (path: string): Promise<Settings> => {
  const value = await readJsonFile(path, '--config')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(`--config ${path}`, 'it must hold a JSON object')
  }
  return value as Settings
}

const typesOf = (schema: JsonSchema): readonly string[] =>
  schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type

/** The value that an environment variable's text stands for, by the type of its setting. */
const fromText = (text: string, schema: JsonSchema): unknown => {
  const types = typesOf(schema)
  const trimmed = text.trim()
  if (types.includes('boolean') && /^(true|1|yes|on|false|0|no|off)$/i.test(trimmed)) {
    return /^(true|1|yes|on)$/i.test(trimmed)
  }
  const isNumeric = types.includes('integer') || types.includes('number')
  if (isNumeric && trimmed !== '' && Number.isFinite(Number(trimmed))) return Number(trimmed)
  if ((types.includes('array') || types.includes('object')) && /^[[{]/.test(trimmed)) {
    try {
      return JSON.parse(trimmed)
    } catch {
      return text
    }
  }
  return text
}

/** The settings in the environment: `TAP_SHOPIFY_ACCESS_TOKEN` is `access_token` of tap-shopify. */
const environmentSettings = (source: ConfigSource): Settings => {
  const prefix = `${source.name.toUpperCase().replaceAll('-', '_')}_`
  const found: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(source.schema.properties ?? {})) {
    const text = source.environment[prefix + name.toUpperCase()]
    if (text !== undefined) found[name] = fromText(text, schema)
  }
  return found
}

/**
 * Puts a config together: defaults, then files in order, then the environment, which always wins.
 *
 * @throws {ConfigError} with every problem at once.
 */
export async function loadConfig(source: ConfigSource): Promise<LoadedConfig> {
  const files = source.files.filter((file) => file !== 'ENV')
  const parts = await Promise.all(files.map(readSettings))
  const given = Object.assign({}, ...parts, environmentSettings(source)) as Settings
  const values = completeConfig(source.schema, given)
  return { values, secrets: secretsIn(values, source.schema), file: files.at(-1) }
}
