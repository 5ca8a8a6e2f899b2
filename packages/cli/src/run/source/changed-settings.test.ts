import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ProjectSource } from '../../project/project.ts'
import { SecretResolver } from '../../secrets/secret-resolver.ts'
import { keepChangedSettings } from './changed-settings.ts'

test('a rotated token goes back to where it came from, and what cannot is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'descant-rotation-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  writeFileSync(join(folder, 'token'), 'old')
  const configFile = join(folder, 'config.json')
  writeFileSync(configFile, '{"client_secret": "old", "shop": "mine"}')
  const source = {
    configFile,
    config: { refresh_token: '${file:token}', access_token: '${env:TOKEN}', page_size: 5 },
  } as unknown as ProjectSource
  const secrets = new SecretResolver({ environment: { TOKEN: 'old' }, folder })
  const before = { refresh_token: 'old', access_token: 'old', client_secret: 'old', page_size: 5 }
  const after = {
    refresh_token: 'new-1',
    access_token: 'new-2',
    client_secret: 'new-3',
    page_size: 5,
  }
  expect(await keepChangedSettings(source, before, after, secrets)).toEqual(['access_token'])
  expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('new-1\n')
  expect(JSON.parse(readFileSync(configFile, 'utf8'))).toEqual({
    client_secret: 'new-3',
    shop: 'mine',
  })
  // What a source rotates is as secret as what it took the place of.
  expect(secrets.secrets).toContain('new-1')
})
