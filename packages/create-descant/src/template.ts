import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ConnectorKind, type ConnectorName, connectorName } from './connector-name.ts'
import { ownManifest } from './own-manifest.ts'

/** A file of a connector. */
export interface ConnectorFile {
  /** Below the connector's folder, with slashes. */
  readonly path: string
  readonly text: string
}

/** What the connectors of the templates are called, until they are given a name. */
const templateNames = {
  tap: connectorName('tap', 'rest'),
  target: connectorName('target', 'folder'),
} as const

/** Files that npm would leave out of a package, or take for its own, under the names that they get. */
const realNames: Readonly<Record<string, string>> = {
  '_package.json': 'package.json',
  _gitignore: '.gitignore',
}

const folderOf = (kind: ConnectorKind) =>
  fileURLToPath(new URL(`../templates/${kind}`, import.meta.url))

const withName = (text: string, kind: ConnectorKind, name: ConnectorName): string =>
  (['bin', 'variable', 'environment'] as const).reduce(
    (filled, form) => filled.replaceAll(templateNames[kind][form], name[form]),
    text,
  )

/** Named, and written against the SDK that this package was released with. */
const manifestFor = (text: string, name: ConnectorName): string => {
  const manifest = JSON.parse(text)
  manifest.name = name.package
  manifest.dependencies['@descant/sdk'] = ownManifest.dependencies['@descant/sdk']
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

/** The files of a new connector, by the template of its kind. */
export function filesFor(kind: ConnectorKind, name: ConnectorName): readonly ConnectorFile[] {
  const folder = folderOf(kind)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const source = join(entry.parentPath, entry.name)
      const path = source.slice(folder.length + 1).replaceAll(sep, '/')
      const text = withName(readFileSync(source, 'utf8'), kind, name)
      if (path === '_package.json') return { path: 'package.json', text: manifestFor(text, name) }
      return { path: realNames[path] ?? path, text }
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}
