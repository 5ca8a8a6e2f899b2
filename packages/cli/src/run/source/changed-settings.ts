import { saveConfig } from '@descant/sdk'
import type { ProjectSource } from '../../project/project.ts'
import { textParts } from '../../project/reference.ts'
import type { SecretResolver } from '../../secrets/secret-resolver.ts'

type Settings = Readonly<Record<string, unknown>>

/**
 * Keeps what a tap has changed in its config, as the Singer specification lets it (a rotated token):
 * where the setting is a reference, in the store that it points to; else in the config file of the
 * source.
 *
 * @returns the settings that could be kept nowhere.
 */
export async function keepChangedSettings(
  source: ProjectSource,
  before: Settings,
  after: Settings,
  secrets: SecretResolver,
): Promise<readonly string[]> {
  const lost: string[] = []
  for (const [name, value] of Object.entries(after)) {
    if (JSON.stringify(value) === JSON.stringify(before[name])) continue
    const [reference, ...more] = textParts(String(source.config[name] ?? ''))
    if (typeof reference === 'object' && more.length === 0 && typeof value === 'string') {
      await secrets.store(reference, value).catch(() => lost.push(name))
    } else if (source.configFile !== undefined && !(name in source.config)) {
      await saveConfig(source.configFile, { [name]: value })
    } else lost.push(name)
  }
  return lost
}
