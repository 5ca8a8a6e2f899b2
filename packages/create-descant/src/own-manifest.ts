import { readFileSync } from 'node:fs'

/** What this package's package.json says. */
export const ownManifest: {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
