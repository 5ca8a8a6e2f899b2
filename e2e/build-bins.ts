import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from '../scripts/packages.ts'

/** When each file and folder of a tree was last changed, in milliseconds. */
const changesOf = (path: string): number[] => {
  const stat = statSync(path)
  const inner = stat.isDirectory() ? readdirSync(path) : []
  return [stat.mtimeMs, ...inner.flatMap((name) => changesOf(join(path, name)))]
}

/** Whether a package was built after all that it is made of was last changed. */
const isBuilt = (folder: string): boolean => {
  const inPackage = (name: string) => join(root, 'packages', folder, name)
  const dist = inPackage('dist')
  if (!existsSync(dist)) return false
  const built = readdirSync(dist).map((name) => statSync(join(dist, name)).mtimeMs)
  const sources = [
    ...['src', 'package.json', 'tsup.config.ts'].map(inPackage),
    ...['tsup.base.ts', 'tsconfig.json', 'package-lock.json'].map((name) => join(root, name)),
  ]
  return built.length > 0 && Math.min(...built) > Math.max(...sources.flatMap(changesOf))
}

/**
 * Builds the bins before the end-to-end tests, so that they never run what was written yesterday;
 * packages that are built already are left as they are.
 */
export function setup(): void {
  const stale = packages.filter(({ folder }) => !isBuilt(folder))
  if (stale.length === 0) return
  const workspaces = stale.flatMap(({ folder }) => ['-w', `packages/${folder}`])
  execFileSync('npm', ['run', 'build', '--silent', ...workspaces, '--', '--no-dts'], {
    cwd: root,
    stdio: 'inherit',
  })
}
