/** Everything that must hold before a change is merged, in the order that fails soonest. */
import { spawnSync } from 'node:child_process'
import { packages, root } from './packages.ts'

const eachPackage = (command: (folder: string) => string) =>
  packages.map(({ folder }) => command(folder)).join(' && ')

const checks: readonly (readonly [what: string, command: string])[] = [
  ['format, lint, import rules', 'npx biome check'],
  ['lock file', 'npm run --silent lock -- --check'],
  ['size of the install', 'npx tsx scripts/install-size.ts'],
  ['types', 'npx tsc'],
  ['unit tests', 'npx vitest run --project unit'],
  ['build', 'npm run build'],
  ['unused files, exports, dependencies', 'npx knip'],
  [
    'packages as npm sees them',
    eachPackage((folder) => `npm run --silent tool -- publint --strict packages/${folder}`),
  ],
  [
    'types as other projects see them',
    eachPackage(
      (folder) =>
        `npm run --silent tool -- attw --quiet --profile esm-only --pack packages/${folder}`,
    ),
  ],
  ['public face', 'npm run --silent api -- --check'],
  ['compiled modules', 'npm run --silent assembly -- --check'],
  ['settings in the READMEs', 'npm run --silent settings -- --check'],
  ['reference', 'npm run --silent tool -- typedoc --emit none --logLevel Warn'],
  ['end to end', 'npx vitest run --project e2e'],
]

let failed = 0
for (const [what, command] of checks) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${status === 0 ? '✓' : '✗'} ${what} (${seconds} s)`)
  if (status === 0) continue
  failed++
  console.log(`${stdout}${stderr}`.replace(/^/gm, '    '))
}
console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
