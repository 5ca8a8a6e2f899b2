import { describe, expect } from 'vitest'
import { runBin } from '../bins.ts'
import { test, type Zones } from '../zones.ts'
import { actionlint, peerProgram } from './peers.ts'
import { type Command, run } from './run.ts'

const checker = peerProgram('check-jsonschema', 'check-jsonschema')
const linter = actionlint()

const project = `
version: 1
zones: { raw: ./lake/raw, processed: ./lake/processed, dead_letters: ./lake/dead, state: ./lake/state }
warehouse: { database_url: "\${env:DATABASE_URL}" }
limits: { max_duration_seconds: 1800 }
customers:
  acme:
    sources:
      shop: { type: shopify, tap: tap-shopify, config: { access_token: "\${env:TOKEN}" }, schedule: "0 * * * *" }
      crm.eu: { type: salesforce, tap: tap-salesforce, schedule: { cron: "30 2 * * *", time_zone: Europe/Berlin } }
  globex:
    transform: { schedule: "15 6 * * *" }
    sources: { shop: { type: shopify, tap: tap-shopify, schedule: "0 * * * *" } }
`

/** Writes the pipeline of a service and gives the path of it. */
const written = async (zones: Zones, service: string, args: readonly string[] = []) => {
  zones.file('descant.yaml', project)
  const command = ['pipeline', service, '--project', zones.directory, ...args]
  const { code, stdout, stderr } = await runBin('descant', command)
  expect(code, stderr).toBe(0)
  return { file: zones.file(`${service}.yml`, stdout), text: stdout }
}

const refusal = async (command: Command) => {
  const { code, stdout, stderr } = await run(command)
  return code === 0 ? '' : `${stdout}${stderr}`
}

describe.skipIf(checker === undefined)('as the published schemas say', () => {
  const check = (schema: string, file: string) =>
    refusal([checker as string, '--builtin-schema', schema, file])

  test('the Buildkite pipeline is one', async ({ zones }) => {
    for (const args of [
      [],
      ['--tables-only'],
      ['--queue', 'q', '--slack', '#data', '--trigger', 'reports'],
    ]) {
      const { file } = await written(zones, 'buildkite', args)
      expect(await check('vendor.buildkite', file)).toBe('')
    }
    const { text } = await written(zones, 'buildkite')
    const broken = zones.file('broken.yml', text.replace('concurrency: 1', 'concurrency: one'))
    expect(await check('vendor.buildkite', broken)).toMatch(/one/)
  })

  test('the GitHub workflow is one', async ({ zones }) => {
    const { file } = await written(zones, 'github')
    expect(await check('vendor.github-workflows', file)).toBe('')
  })
})

describe.skipIf(linter === undefined)('actionlint', () => {
  test('finds nothing in the GitHub workflow', async ({ zones }) => {
    const { file, text } = await written(zones, 'github')
    expect(await refusal([linter as string, '-shellcheck=', file])).toBe('')
    const broken = zones.file('broken.yml', text.replace('needs: plan', 'needs: nothing'))
    expect(await refusal([linter as string, '-shellcheck=', broken])).toMatch(/nothing/)
  })
})
