import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageVersion } from './package-version.ts'

test('the version is that of the package around the module', () => {
  const manifest = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  expect(packageVersion(import.meta.url)).toBe(version)
})

test('a module without a package is told so', () => {
  expect(() => packageVersion('file:///')).toThrow(/no package\.json/)
})
