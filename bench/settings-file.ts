import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workFolder } from './work-folder.ts'

/**
 * Writes settings to a file, as both sides read them.
 *
 * @returns The options that name it.
 */
export function settingsFile(
  name: string,
  settings: Readonly<Record<string, unknown>>,
): readonly ['--config', string] {
  const path = join(workFolder('settings'), `${name}.json`)
  writeFileSync(path, JSON.stringify(settings))
  return ['--config', path]
}
