import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** A package of the workspace. */
export interface WorkspacePackage {
  /** As `sdk`. */
  readonly folder: string
  /** As `@descant/sdk`. */
  readonly name: string
  /** Where its types lie after a build, by the entry they belong to: `.` or `./duckdb`. */
  readonly types: Readonly<Record<string, string>>
}

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>
}

const typesOf = (manifest: Manifest): Record<string, string> => {
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    typeof target === 'object' && target.types ? [[entry, target.types] as const] : [],
  )
  return Object.fromEntries(entries)
}

/** The packages of the workspace, by name. */
export const packages: readonly WorkspacePackage[] = readdirSync(`${root}packages`)
  .filter((folder) => existsSync(`${root}packages/${folder}/package.json`))
  .sort()
  .map((folder) => {
    const text = readFileSync(`${root}packages/${folder}/package.json`, 'utf8')
    const manifest = JSON.parse(text) as Manifest
    return { folder, name: manifest.name, types: typesOf(manifest) }
  })
