import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'tsup'
import { fixture } from './fixture.ts'
import { root, workFolder } from './work-folder.ts'

/**
 * Builds the sdk, as it is published, and the fixtures that use it: what is measured is what users
 * run, not its sources through a loader.
 *
 * @param names The fixtures, as `raw-tap`.
 * @returns The command that runs each of them, in the same order.
 */
export async function buildFixtures<const Names extends readonly string[]>(
  names: Names,
): Promise<{ readonly [Index in keyof Names]: readonly [node: string, script: string] }> {
  const sdk = ['run', '--silent', 'build', '--workspace', 'packages/sdk', '--', '--no-dts']
  execFileSync('npm', sdk, { cwd: root, stdio: 'inherit' })
  const outDir = workFolder('built')
  await build({
    config: false,
    entry: names.map((name) => fixture(`${name}.ts`)),
    external: ['@descant/sdk', /^@descant\/lake/],
    format: 'esm',
    outDir,
    silent: true,
    splitting: false,
    target: 'node20',
  })
  const commandOf = (name: string) => [process.execPath, join(outDir, `${name}.js`)] as const
  return names.map(commandOf) as never
}
