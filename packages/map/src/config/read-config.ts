import { readFile } from 'node:fs/promises'
import { ConfigError, type JsonSchema } from '@descant/sdk'
import type { MapConfig } from './map-config.ts'
import { settings } from './settings.ts'

type Values = Readonly<Record<string, unknown>>

const prefix = 'DESCANT_MAP_'

const problem = (path: string, message: string, cause?: unknown) =>
  new ConfigError([{ path, message }], { cause })

const readFrom = async (file: string): Promise<Values> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const words = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw problem(`--config ${file}`, words, cause)
  }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw problem(`--config ${file}`, 'it is not JSON', cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(`--config ${file}`, 'it must hold a JSON object')
  }
  return value as Values
}

/** Settings that are not strings are JSON in the environment too. */
const fromText = (text: string, type: JsonSchema['type']): unknown => {
  if (type === 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const fromEnvironment = (environment: NodeJS.ProcessEnv): Values => {
  const values: Record<string, unknown> = {}
  for (const [name, { type }] of Object.entries(settings.properties)) {
    const text = environment[prefix + name.toUpperCase()]
    if (text !== undefined) values[name] = fromText(text, type)
  }
  return values
}

/**
 * Puts the config together: files in order, then the environment (`DESCANT_MAP_HASH_SALT` is
 * `hash_salt`), which always wins. It has yet to be checked.
 *
 * @param files Paths, or the word `ENV`, which is read in any case.
 * @throws {ConfigError} where a file cannot be read or is not JSON.
 */
export async function readConfig(
  files: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<MapConfig> {
  const parts = await Promise.all(files.filter((file) => file !== 'ENV').map(readFrom))
  return Object.assign({}, ...parts, fromEnvironment(environment)) as MapConfig
}
