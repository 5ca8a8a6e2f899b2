import { expect, test } from 'vitest'
import { packageClosure } from './package-closure.ts'

const manifest = (name: string, ...needs: string[]) => ({
  name,
  version: '1.0.0',
  dependencies: Object.fromEntries(needs.map((need) => [need, '^1.0.0'])),
})

const manifests = {
  cli: manifest('@descant/cli', '@descant/load', '@descant/sdk', 'yaml'),
  load: manifest('@descant/load', '@descant/lake'),
  lake: manifest('@descant/lake', 'avsc'),
  sdk: manifest('@descant/sdk'),
  tap: manifest('@descant/tap', '@descant/sdk'),
}

test.each([
  [['sdk'], ['sdk']],
  [
    ['tap', 'cli'],
    ['tap', 'sdk', 'cli', 'load', 'lake'],
  ],
])('%j needs %j', (folders, needed) => {
  expect(packageClosure(folders, manifests)).toEqual(needed)
})

test('a package that is not there is no empty image', () => {
  expect(() => packageClosure(['tap', 'target'], manifests)).toThrow('packages/target')
})
