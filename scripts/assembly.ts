/**
 * Compiles what the SDK runs as WebAssembly, `packages/sdk/assembly/`, and writes it down as a module:
 * `npm run assembly`, which fetches the compiler. `npm run assembly -- --check` fails where the module
 * was made of other sources.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './packages.ts'

const compiler = 'assemblyscript@0.28.20'
const options = ['--runtime', 'stub', '--noAssert', '--enable', 'simd', '-O3', '--converge']
const folder = join(root, 'packages/sdk/assembly')
const modulePath = join(root, 'packages/sdk/src/target/packing/screen/screen-module.ts')

const digestOfSources = (): string => {
  const hash = createHash('sha256').update([compiler, ...options].join(' '))
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

const compiled = (): string => {
  const output = mkdtempSync(join(tmpdir(), 'assembly-'))
  try {
    const wasm = join(output, 'screen.wasm')
    const files = [join(folder, 'index.ts'), '--outFile', wasm]
    const call = ['--yes', '--package', compiler, '--', 'asc', ...files, ...options]
    execFileSync('npx', call, { cwd: output, stdio: 'inherit' })
    return readFileSync(wasm, 'base64')
  } finally {
    rmSync(output, { recursive: true })
  }
}

const moduleOf = (base64: string, digest: string): string => {
  const lines = base64.match(/.{1,90}/g) ?? []
  return `/** \`packages/sdk/assembly/\` as a module of WebAssembly, in base64; \`npm run assembly\` makes it. */
export const screenModule =
${lines.map((line) => `  '${line}'`).join(' +\n')}

// Made of the sources ${digest}
`
}

const digest = digestOfSources()
if (!process.argv.includes('--check')) writeFileSync(modulePath, moduleOf(compiled(), digest))
else if (!readFileSync(modulePath, 'utf8').includes(digest)) {
  console.error('The module of the screen was made of other sources. Run `npm run assembly`.')
  process.exitCode = 1
}
