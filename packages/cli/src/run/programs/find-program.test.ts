import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ConfigError } from '@descant/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { childEnvironment } from './child-environment.ts'
import { findProgram } from './find-program.ts'
import { programVersion } from './program-version.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-programs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content = '#!/bin/sh\n') => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, 0o755)
  return path
}
const program = (command: string, more: object = {}) => ({ command, args: [], env: {}, ...more })
const projectIn = (place: string) => ({ folder: place, placeOf: () => 'descant.yaml:7:3' })

test('a path stands from the project, and a virtual environment tells the version', () => {
  const path = file('.venv/bin/tap-library')
  file('.venv/lib/python3.11/site-packages/tap_library-1.4.0.dist-info/METADATA', '')
  const found = findProgram(
    program('.venv/bin/tap-library', { args: ['-x'] }),
    projectIn(folder),
    {},
  )
  expect(found).toEqual({ file: path, args: ['-x'] })
  expect(programVersion(found)).toBe('1.4.0')
})

test('a bin of a package runs on our Node, and its manifest tells the version', () => {
  const bin = file('node_modules/@scope/tap-a/bin/run.js', '')
  file(
    'node_modules/@scope/tap-a/package.json',
    '{"version":"2.1.0","bin":{"tap-a":"bin/run.js","other":"x.js"}}',
  )
  const project = join(folder, 'projects/shop')
  mkdirSync(project, { recursive: true })
  const found = findProgram(program('tap-a', { package: '@scope/tap-a' }), projectIn(project), {})
  expect(found).toEqual({ file: process.execPath, args: [bin] })
  expect(programVersion(found)).toBe('2.1.0')
})

test('a name is looked for beside the project before the PATH', () => {
  const onPath = file('bin/tap-b')
  const environment = { PATH: join(folder, 'bin') }
  expect(findProgram(program('tap-b'), projectIn(folder), environment).file).toBe(onPath)
  const beside = file('node_modules/.bin/tap-b')
  expect(findProgram(program('tap-b'), projectIn(folder), environment).file).toBe(beside)
})

test.each([
  [{}, /descant\.yaml:7:3 tap-none: is not found: install it beside/],
  [{ package: '@scope/none' }, /npm install @scope\/none/],
])('one that is nowhere is told with what to do', (more, words) => {
  const find = () => findProgram(program('tap-none', more), projectIn(folder), { PATH: '' })
  expect(find).toThrow(ConfigError)
  expect(find).toThrow(words)
})

test('a program gets what any needs, and of secrets only its own', () => {
  const environment = { PATH: '/bin', HOME: '/home/me', SHOP_TOKEN: 'x', AWS_REGION: 'eu', A: '1' }
  expect(childEnvironment(environment, { OWN: 'y' })).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    AWS_REGION: 'eu',
    OWN: 'y',
  })
})
