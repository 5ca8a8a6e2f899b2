import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from '../scripts/packages.ts'
import type { Image } from './images.ts'
import { type Manifest, packageClosure } from './package-closure.ts'

const manifestAt = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** The manifests of the workspace, by folder. */
export const manifests: Readonly<Record<string, Manifest>> = Object.fromEntries(
  packages.map(({ folder }) => [folder, manifestAt(join(root, 'packages', folder))]),
)

const writeJson = (path: string, value: object) =>
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)

/** Puts a package where npm would install it: what its tarball holds, and nothing else. */
function unpack(folder: string, into: string): void {
  mkdirSync(into, { recursive: true })
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', into],
    {
      cwd: join(root, 'packages', folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const [tarball] = JSON.parse(packed) as { filename: string }[]
  if (!tarball) throw new Error(`npm packed nothing from packages/${folder}.`)
  const path = join(into, tarball.filename)
  execFileSync('tar', [
    '--extract',
    '--gzip',
    '--file',
    path,
    '--strip-components=1',
    '--directory',
    into,
  ])
  rmSync(path)
}

/**
 * Writes what an image is built from into a folder: the packages it needs as npm would publish them
 * (they must be built), a workspace that holds just these, and the lock file of the whole house, so
 * that the image gets the very versions that the tests ran with.
 *
 * What serves development alone leaves the manifests: npm would install what an optional peer names.
 */
export function writeContext(image: Image, into: string): void {
  const [first] = image.packages
  for (const folder of packageClosure(image.packages, manifests)) {
    const unpacked = join(into, 'packages', folder)
    unpack(folder, unpacked)
    const { devDependencies, peerDependencies, peerDependenciesMeta, ...manifest } =
      manifestAt(unpacked)
    writeJson(join(unpacked, 'package.json'), manifest)
  }
  const { version } = manifests[first] as Manifest
  const workspace = { name: image.name, version, private: true, workspaces: ['packages/*'] }
  writeJson(join(into, 'package.json'), workspace)
  copyFileSync(join(root, 'package-lock.json'), join(into, 'package-lock.json'))
}
