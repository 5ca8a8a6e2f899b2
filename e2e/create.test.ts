import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveSampleApi } from '../examples/rest-tap/sample-api.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const isLong = process.env.DESCANT_LONG === '1'
const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']

/** Runs a command to its end; fails with all that it said. */
const run = async (directory: string, command: string, ...args: string[]): Promise<string> => {
  const options = { cwd: directory, maxBuffer: 64 * 1024 * 1024 }
  try {
    return (await promisify(execFile)(command, args, options)).stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${args.join(' ')} failed.\n${stdout}${stderr}`, { cause: error })
  }
}

/**
 * Packs a package as it would be published, and gives the tarball. It is built beside the workspace,
 * where other tests run what is built.
 */
const pack = async (directory: string, folder: string, ...flags: string[]): Promise<string> => {
  const source = `${root}packages/${folder}`
  const copy = join(directory, 'packages', folder)
  cpSync(source, copy, { recursive: true, filter: (path) => !/\/(dist|node_modules)$/.test(path) })
  const build = ['--out-dir', join(copy, 'dist'), ...flags]
  await run(source, `${root}node_modules/.bin/tsup`, ...build)
  await run(copy, 'npm', 'pack', '--loglevel=error')
  return join(copy, readdirSync(copy).find((file) => file.endsWith('.tgz')) as string)
}

/** The lines of the files that the target has written. */
const linesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'),
  )

describe.skipIf(!isLong)('npm create descant (with DESCANT_LONG=1)', () => {
  let directory = ''
  const folder = (name: string) => join(directory, name)
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'descant-create-'))
    const [sdk, create] = await Promise.all([
      pack(directory, 'sdk'),
      pack(directory, 'create-descant', '--no-dts'),
    ])
    const tools = folder('packages')
    writeFileSync(join(tools, 'package.json'), '{}')
    await run(tools, 'npm', 'install', ...quietly, sdk, create)
    const bin = join(tools, 'node_modules/.bin/create-descant')
    await run(directory, bin, 'tap', 'billing')
    await run(directory, bin, 'target', '@acme/lake', '--directory', folder('target-lake'))
    await Promise.all(
      ['tap-billing', 'target-lake'].map((name) =>
        run(folder(name), 'npm', 'install', ...quietly, sdk),
      ),
    )
  })

  test.each(['tap-billing', 'target-lake'])(
    'a new %s passes its tests, its types, its build',
    async (name) => {
      const own = folder(name)
      expect(readdirSync(own)).toContain('.gitignore')
      expect(await run(own, 'npm', 'test')).toMatch(/Tests .*\d+ passed/)
      await run(own, 'npm', 'run', 'typecheck')
      await run(own, 'npm', 'run', 'build')
      const about = await run(own, process.execPath, 'dist/bin.js', '--about', '--format=json')
      expect(JSON.parse(about)).toMatchObject({ name })
    },
    180_000,
  )

  test('the new tap fills the new target, and goes on where it stopped', async () => {
    const [tap, target] = [folder('tap-billing'), folder('target-lake')]
    const api = await serveSampleApi('hush-hush')
    const settings = { api_url: api.url, access_token: 'hush-hush' }
    writeFileSync(join(tap, 'config.json'), JSON.stringify(settings))
    writeFileSync(join(target, 'config.json'), JSON.stringify({ directory: 'output' }))
    const pipe = async (options = ''): Promise<string | undefined> => {
      const from = `node ${tap}/dist/bin.js --config ${tap}/config.json ${options}`
      const into = 'node dist/bin.js --config config.json'
      const states = await run(target, 'sh', '-c', `${from} | ${into}`)
      return states.trimEnd().split('\n').at(-1)
    }
    try {
      const state = await pipe()
      const records = linesIn(join(target, 'output/records'))
      expect(records.length).toBe(14)
      writeFileSync(join(tap, 'state.json'), state ?? '')
      expect(await pipe(`--state ${tap}/state.json`)).toBe(state)
      expect(linesIn(join(target, 'output/records'))).toEqual(records)
    } finally {
      api.close()
    }
  })
})
