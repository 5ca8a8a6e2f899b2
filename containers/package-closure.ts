/** The parts of a package.json that decide what is installed. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/**
 * The packages of the workspace that some of them need, these among them, in the order they are met.
 *
 * @param manifests The manifests of the workspace, by folder.
 * @throws {Error} Where a folder is not of the workspace.
 * @example
 * packageClosure(['tap'], { tap: { …, dependencies: { '@descant/sdk': '^0.1.0' } }, sdk: { … } })
 * // ['tap', 'sdk']
 */
export function packageClosure(
  folders: readonly string[],
  manifests: Readonly<Record<string, Manifest>>,
): string[] {
  const folderOf = new Map(Object.entries(manifests).map(([folder, { name }]) => [name, folder]))
  const met = new Set<string>()
  const visit = (folder: string): void => {
    if (met.has(folder)) return
    met.add(folder)
    const manifest = manifests[folder]
    if (!manifest) throw new Error(`There is no package in packages/${folder}.`)
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const needed = folderOf.get(name)
      if (needed !== undefined) visit(needed)
    }
  }
  folders.forEach(visit)
  return [...met]
}
