import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { root, workFolder } from './work-folder.ts'

/** Builds target-s3-ndjson and what it stands on, as they are published. */
export function buildTarget(): void {
  for (const name of ['sdk', 'lake', 'target-s3-ndjson']) {
    const build = ['run', '--silent', 'build', '--workspace', `packages/${name}`, '--', '--no-dts']
    execFileSync('npm', build, { cwd: root, stdio: 'inherit' })
  }
}

const zonesFolder = () => workFolder('output', 'zones')

/** The folder of the raw zone of {@link targetCommand}. */
export const rawFolder = (): string => join(zonesFolder(), 'raw')

/** Removes what former runs wrote. */
export const clearZones = (): void => rmSync(zonesFolder(), { recursive: true, force: true })

/**
 * How the built target is run, with its defaults, into a folder.
 *
 * @param settings Laid over those, as `raw` for another zone.
 */
export function targetCommand(name: string, settings: Readonly<Record<string, unknown>>): Command {
  const zone = (zoneName: string) => pathToFileURL(join(zonesFolder(), zoneName)).href
  const zones = { raw: zone('raw'), dead_letters: zone('dead-letters') }
  const names = { customer: 'acme', provider: 'shop' }
  return [
    process.execPath,
    join(root, 'packages/target-s3-ndjson/bin/target-s3-ndjson.js'),
    ...settingsFile(name, { ...zones, ...names, ...settings }),
  ]
}
