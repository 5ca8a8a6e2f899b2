import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FoundProgram } from './find-program.ts'

/** The version in the nearest package.json above a file. */
const ofPackage = (file: string): string | undefined => {
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) {
    const manifest = join(at, 'package.json')
    if (!existsSync(manifest)) continue
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }
    if (version !== undefined) return version
  }
  return undefined
}

/** The version of the distribution of a program's name in the virtual environment that it is a program of. */
const ofDistribution = (file: string): string | undefined => {
  const libraries = join(dirname(file), '../lib')
  if (!existsSync(libraries)) return undefined
  const wanted = basename(file).replaceAll('-', '_').toLowerCase()
  return readdirSync(libraries)
    .filter((name) => name.startsWith('python'))
    .map((name) => join(libraries, name, 'site-packages'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .map((name) => /^(.+)-([^-]+)\.dist-info$/.exec(name))
    .find((match) => match?.[1]?.toLowerCase() === wanted)?.[2]
}

/** The version of a program as its installation tells it, without starting it; undefined where it does not. */
export function programVersion({ file, args }: FoundProgram): string | undefined {
  try {
    const script = args[0]
    if (file === process.execPath && script !== undefined) return ofPackage(realpathSync(script))
    return ofDistribution(file)
  } catch {
    return undefined
  }
}
