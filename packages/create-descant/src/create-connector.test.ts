import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectorName } from './connector-name.ts'
import { createConnector } from './create-connector.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const manifestIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'create-descant-'))
})
afterEach(() => rm(directory, { recursive: true }))

const create = (kind: 'tap' | 'target', given: string, folder = directory) =>
  createConnector({ kind, name: connectorName(kind, given), directory: folder })

test('a tap, with its name in every place', async () => {
  const files = await create('tap', '@acme/billing-api')
  expect(files).toEqual([
    '.gitignore',
    'README.md',
    'package.json',
    'src/bin.ts',
    'src/sample-api.ts',
    'src/tap.test.ts',
    'src/tap.ts',
    'tsconfig.build.json',
    'tsconfig.json',
  ])
  const { name, bin, dependencies } = await manifestIn(directory)
  expect({ name, bin }).toEqual({
    name: '@acme/tap-billing-api',
    bin: { 'tap-billing-api': 'dist/bin.js' },
  })
  const own = await manifestIn(join(root, 'packages/create-descant'))
  expect(dependencies['@descant/sdk']).toBe(own.dependencies['@descant/sdk'])
  expect(await readFile(join(directory, 'src/tap.ts'), 'utf8')).toContain(
    "export const tapBillingApi = defineTap({\n  name: 'tap-billing-api',",
  )
  expect(await readFile(join(directory, 'README.md'), 'utf8')).toContain(
    '`TAP_BILLING_API_ACCESS_TOKEN`',
  )
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8')
    expect(text, file).not.toMatch(/tap-?rest/i)
  }
})

test('a target, with its name in every place', async () => {
  const files = await create('target', 'lake')
  expect(files).toContain('src/target.ts')
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8')
    expect(text, file).not.toMatch(/target[-_]?folder/i)
  }
})

/** The templates are the examples that the guides show, which are type-checked and tested. */
describe.each([
  ['tap', 'rest', 'examples/rest-tap'],
  ['target', 'folder', 'examples/folder-target'],
] as const)('the %s called %s', (kind, name, example) => {
  test(`is ${example}`, async () => {
    await create(kind, name)
    const written = await readdir(join(directory, 'src'))
    expect(written.sort()).toEqual((await readdir(join(root, example))).sort())
    for (const file of written) {
      const text = await readFile(join(directory, 'src', file), 'utf8')
      expect(text, file).toBe(await readFile(join(root, example, file), 'utf8'))
    }
  })

  test('is built and tested with what we build and test with', async () => {
    await create(kind, name)
    const { devDependencies: own } = await manifestIn(root)
    const { devDependencies } = await manifestIn(directory)
    for (const [tool, range] of Object.entries(devDependencies)) {
      expect(range, tool).toBe(`^${own[tool]}`)
    }
  })
})

describe('nothing is overwritten', () => {
  test('a folder that is not empty', async () => {
    await writeFile(join(directory, 'notes.txt'), 'mine')
    await expect(create('tap', 'billing')).rejects.toMatchObject({
      code: 'CREATE_FOLDER_REFUSED',
      exitCode: 2,
      message: expect.stringMatching(/is not empty, it holds notes\.txt.*--directory/),
    })
    expect(await readdir(directory)).toEqual(['notes.txt'])
  })

  test('a file in the place of the folder', async () => {
    const file = join(directory, 'file')
    await writeFile(file, 'mine')
    await expect(create('tap', 'billing', file)).rejects.toThrow('is not a folder')
    await expect(create('tap', 'billing', join(file, 'below'))).rejects.toThrow('is not a folder')
  })

  test('a repository without files is taken', async () => {
    await mkdir(join(directory, '.git'))
    await expect(create('tap', 'billing')).resolves.toContain('package.json')
  })
})
