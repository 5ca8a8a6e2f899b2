import { generateKeyPairSync } from 'node:crypto'
import { describe, expect } from 'vitest'
import { startSandbox } from '../sandbox.ts'
import { test } from '../zones.ts'
import { fixture, peerProgram } from './peers.ts'
import { run } from './run.ts'

const python = peerProgram('simple-salesforce', 'python')

/** What the ready line of the sandbox tells. */
interface Ready {
  readonly url: string
  readonly client_id: string
  readonly client_secret: string
}

describe.skipIf(python === undefined)('simple-salesforce', () => {
  test('logs in, describes, queries and runs bulk jobs against the sandbox', async ({ zones }) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const salesforce = await startSandbox<Ready>([
      'salesforce',
      ...['--records', 'Contact=130', '--page-records', '50', '--clock', 'real'],
      ...['--public-key', zones.file('public.pem', publicKey)],
    ])
    const { url, client_id, client_secret } = salesforce.ready
    const ended = await run([
      python as string,
      fixture('use_simple_salesforce.py'),
      ...[url, client_id, client_secret, 'user1@sandbox.example'],
      zones.file('private.pem', privateKey),
    ])
    await salesforce.stop()
    expect(ended.code, ended.stderr).toBe(0)
    const seen = JSON.parse(ended.stdout)
    expect(seen).toMatchObject({
      with_deleted: 130,
      bulk_pages: Math.ceil(seen.contacts / 40),
      bulk_rows: seen.contacts,
      limit: 100_000,
      record: true,
      refusal: { status: 400, errorCode: 'INVALID_FIELD' },
    })
    expect(seen.objects).toBeGreaterThan(150)
    expect(seen.fields).toBeGreaterThan(50)
    expect(seen.contacts).toBeGreaterThan(110)
    expect(seen.by_key).toBeGreaterThan(150)
    expect(seen.usage).toBe(100_000)
  })
})
