import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { test as base } from 'vitest'

/** A folder lake. */
export class Zones {
  readonly directory: string

  constructor() {
    this.directory = mkdtempSync(join(tmpdir(), 'descant-e2e-'))
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  url(zone: string): string {
    return pathToFileURL(join(this.directory, zone)).href
  }

  /** Writes a file and gives its path. */
  file(name: string, content: string | object): string {
    const path = join(this.directory, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  /** The config of target-s3-ndjson for this lake. */
  targetConfig(settings: object = {}): string {
    return this.file('target.json', {
      raw: this.url('raw'),
      dead_letters: this.url('dead-letters'),
      customer: 'acme',
      provider: 'shopify',
      ...settings,
    })
  }

  /** The keys of the objects in a zone. */
  keys(zone: string): string[] {
    const folder = join(this.directory, zone)
    if (!existsSync(folder)) return []
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((key) => !key.split('/').some((part) => part.startsWith('.')))
      .sort()
  }

  /** The lines of all gzipped objects in a zone. */
  lines(zone: string): string[] {
    return this.keys(zone)
      .filter((key) => key.endsWith('.ndjson.gz'))
      .flatMap((key) => {
        const text = gunzipSync(readFileSync(join(this.directory, zone, key))).toString()
        return text.split('\n').filter((line) => line !== '')
      })
  }
}

/** A test with a folder lake of its own, which is gone when the test is. */
export const test = base.extend<{ readonly zones: Zones }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from it.
  zones: async ({}, use) => {
    const zones = new Zones()
    await use(zones)
    zones.remove()
  },
})
