/**
 * npm leaves out of the lock file the optional platform packages that it could not see when it wrote
 * it, and then `npm ci` refuses the file. This adds them: `npm run lock` mends, `npm run lock --
 * --check` fails where one is missing. Their versions are exact in the packages that name them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { root } from './packages.ts'

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const systems =
  /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)(?:-|$)/
const processors = /-(arm64|arm|armv7|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)(?:-|$)/

/** What a platform package is for, as its name says. */
const platformOf = (name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> => {
  const system = systems.exec(name)?.[1]
  const processor = processors.exec(name)?.[1]?.replace('armv7', 'arm')
  const library = /musl/.test(name) ? 'musl' : /-gnu/.test(name) ? 'glibc' : undefined
  return {
    ...(processor ? { cpu: [processor] } : {}),
    ...(library && system === 'linux' ? { libc: [library] } : {}),
    ...(system ? { os: [system] } : {}),
  }
}

const path = `${root}package-lock.json`
const lock = JSON.parse(readFileSync(path, 'utf8')) as {
  packages: Record<string, LockedPackage>
}
const missing = new Map<string, LockedPackage>()
for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isKnown = Object.keys(lock.packages).some((key) => key.endsWith(`node_modules/${name}`))
    const platform = platformOf(name)
    if (isKnown || platform.os === undefined || !/^\d/.test(version)) continue
    const entry = { version, ...platform, ...(dev ? { dev } : {}), optional: true }
    missing.set(`node_modules/${name}`, entry)
  }
}

const names = [...missing.keys()].map((key) => key.slice('node_modules/'.length))
if (names.length > 0 && process.argv.includes('--check')) {
  console.error(`Missing from package-lock.json: ${names.join(', ')}. Run \`npm run lock\`.`)
  process.exitCode = 1
} else if (names.length > 0) {
  const all = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) })
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
  console.log(`${names.length} platform packages added to package-lock.json`)
}
