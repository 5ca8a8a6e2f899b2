import { existsSync, readFileSync } from 'node:fs'

/**
 * The version of the package that a module belongs to, from the nearest package.json above it: the
 * same for sources and for what is built from them.
 *
 * @param moduleUrl `import.meta.url` of the module.
 * @throws Error where there is no package.json above the module.
 * @example
 * defineTap({ name: 'tap-toy', version: packageVersion(import.meta.url), … })
 */
export function packageVersion(moduleUrl: string): string {
  let file = new URL('./package.json', moduleUrl)
  while (!existsSync(file)) {
    const above = new URL('../package.json', file)
    if (above.href === file.href) throw new Error(`There is no package.json above ${moduleUrl}`)
    file = above
  }
  return JSON.parse(readFileSync(file, 'utf8')).version
}
