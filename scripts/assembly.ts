/**
 * Compiles what packages run as WebAssembly, their `assembly/`, and writes it down as modules:
 * `npm run assembly`, which fetches the compiler. `npm run assembly -- --check` fails where a module
 * was made of other sources.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './packages.ts'

interface AssemblyModule {
  /** The constant that holds it. */
  readonly name: string
  readonly path: string
  /** Where its sources lie; its own come first. */
  readonly folders: readonly string[]
}

const modules: readonly AssemblyModule[] = [
  {
    name: 'screenModule',
    path: 'packages/sdk/src/target/packing/screen/screen-module.ts',
    folders: ['packages/sdk/assembly'],
  },
  {
    name: 'rowsModule',
    path: 'packages/loader/src/target/rows/rows-module.ts',
    folders: ['packages/loader/assembly', 'packages/sdk/assembly'],
  },
  {
    name: 'deflateModule',
    path: 'packages/lake/src/ndjson/deflate/deflate-module.ts',
    folders: ['packages/lake/assembly'],
  },
]

const compiler = 'assemblyscript@0.28.20'
const options = ['--runtime', 'stub', '--noAssert', '--enable', 'simd', '-O3', '--converge']

const digestOf = ({ folders }: AssemblyModule): string => {
  const hash = createHash('sha256').update([compiler, ...options].join(' '))
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(root, folder, name)))
    }
  }
  return hash.digest('hex')
}

const compiled = ({ folders }: AssemblyModule): string => {
  const output = mkdtempSync(join(tmpdir(), 'assembly-'))
  try {
    const wasm = join(output, 'module.wasm')
    const files = [join(root, folders[0] ?? '', 'index.ts'), '--outFile', wasm]
    const call = ['--yes', '--package', compiler, '--', 'asc', ...files, ...options]
    execFileSync('npx', call, { cwd: output, stdio: 'inherit' })
    return readFileSync(wasm, 'base64')
  } finally {
    rmSync(output, { recursive: true })
  }
}

const textOf = (module: AssemblyModule): string => {
  const lines = compiled(module).match(/.{1,90}/g) ?? []
  return `/** \`${module.folders[0]}/\` as a module of WebAssembly, in base64; \`npm run assembly\` makes it. */
export const ${module.name} =
${lines.map((line) => `  '${line}'`).join(' +\n')}

// Made of the sources ${digestOf(module)}
`
}

for (const module of modules) {
  const path = join(root, module.path)
  if (!process.argv.includes('--check')) writeFileSync(path, textOf(module))
  else if (!readFileSync(path, 'utf8').includes(digestOf(module))) {
    console.error(`${module.path} was made of other sources. Run \`npm run assembly\`.`)
    process.exitCode = 1
  }
}
