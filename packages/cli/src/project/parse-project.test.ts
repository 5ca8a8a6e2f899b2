import { readFileSync } from 'node:fs'
import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { parseProject } from './parse-project.ts'
import { projectSchema } from './schema/project-schema.ts'

const parse = (text: string, environment: NodeJS.ProcessEnv = {}) =>
  parseProject(text, { file: '/srv/shop/descant.yaml', environment })

const zones = `version: 1
zones: { raw: ./lake/raw, processed: ./lake/processed, dead_letters: ./lake/dead, state: ./lake/state }
`

const issuesOf = (text: string): string[] => {
  try {
    parse(text)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.issues.map(({ path, message }) => `${path}: ${message}`)
  }
}

test('a short file has every default', () => {
  const project = parse(
    `${zones}customers: { acme: { sources: { shopify: { tap: tap-shopify } } } }`,
  )
  expect(project).toMatchObject({ folder: '/srv/shop', parallelSources: 4 })
  const [acme] = project.customers
  expect(acme?.zones.deadLetters).toBe('file:///srv/shop/lake/dead')
  expect(acme?.sources[0]).toMatchObject({
    name: 'shopify',
    customer: 'acme',
    tap: { command: 'tap-shopify', args: [], env: {} },
    target: { name: 'raw', command: 'target-s3-ndjson', writesRawZone: true },
    freshnessMinutes: 120,
    limits: { attempts: 3, leaseSeconds: 60 },
  })
  expect(acme?.sources[0]).not.toHaveProperty('schedule')
})

test('what a source says wins over its customer, and that over the project', () => {
  const project = parse(
    `${zones}schedule: "0 * * * *"
limits: { attempts: 5, stuck_after_seconds: 7 }
warehouse: { database_url: "\${env:DATABASE_URL}" }
targets:
  lake: { package: "@descant/target-s3-ndjson", config: { workers: 2 } }
customers:
  acme:
    zones: { raw: "s3://\${env:BUCKET}/raw", s3_endpoint: "\${env:S3:-http://localhost:9000}" }
    limits: { attempts: 4 }
    sources:
      a: { tap: { package: "@scope/tap-a", args: [-m] }, limits: { attempts: 1 }, target: lake }
      b: { tap: .venv/bin/tap-b, schedule: { cron: "5 0 * * *", time_zone: Europe/Berlin } }
`,
    { BUCKET: 'acme-lake' },
  )
  const acme = project.customers[0]
  const [a, b] = acme?.sources ?? []
  expect(acme?.zones.raw).toBe('s3://acme-lake/raw')
  expect(acme?.zones.s3).toEqual({ endpoint: 'http://localhost:9000' })
  expect(acme?.databaseUrl).toBe('${env:DATABASE_URL}')
  expect(a?.limits).toMatchObject({ attempts: 1, stuckAfterSeconds: 7 })
  expect(b?.limits.attempts).toBe(4)
  expect(a?.tap).toMatchObject({ command: 'tap-a', package: '@scope/tap-a', args: ['-m'] })
  expect(a?.target).toMatchObject({ command: 'target-s3-ndjson', writesRawZone: true })
  expect(a?.schedule).toMatchObject({ cron: '0 * * * *', timeZone: 'UTC', catchUp: 'once' })
  expect(b?.schedule).toMatchObject({ cron: '5 0 * * *', timeZone: 'Europe/Berlin' })
})

describe('what is wrong is told with its line and what to do', () => {
  const source = (text: string) => `${zones}customers:
  acme:
    sources:
      shop:
        tap: tap-shopify
${text}`
  test.each([
    ['version: 1\ncustomers: [', /^descant\.yaml:2:13: .*flow/i],
    ['version: 2\ncustomers: {}', /^descant\.yaml:1:1 version: must be 1/],
    ['version: 1\ncustomers: {}', /^descant\.yaml:2:1 customers: must name at least one/],
    [
      source('        confg: {}'),
      /^descant\.yaml:8:9 customers\.acme\.sources\.shop\.confg: .*did you mean config\?/,
    ],
    [
      source('        config:\n          access_token: shpat_1'),
      /^descant\.yaml:9:11 customers\.acme\.sources\.shop\.config\.access_token: holds a secret: .*\$\{env:NAME\}/,
    ],
    [
      source('        config:\n          nested: [ { client_secret: x } ]'),
      /^descant\.yaml:9:23 .*nested\.0\.client_secret: holds a secret/,
    ],
    [
      `${zones}warehouse:\n  database_url: postgres://me:word@host/db\ncustomers: { a: { sources: { b: { tap: t } } } }`,
      /^descant\.yaml:4:3 warehouse\.database_url: holds a secret/,
    ],
    [
      `${zones}alerts: { url: "https://hooks.example/T0/B0/x" }\ncustomers: { a: { sources: { b: { tap: t } } } }`,
      /^descant\.yaml:3:11 alerts\.url: holds a secret/,
    ],
    [
      source('        target: lake'),
      /^descant\.yaml:8:9 .*target: is none of the targets; there are raw/,
    ],
    [source('        freshness_minutes: soon'), /^descant\.yaml:8:9 .*must be integer/],
    [
      'version: 1\ncustomers:\n  acme:\n    sources: { shop: { tap: t } }',
      /^descant\.yaml:3:3 customers\.acme\.zones\.raw: is missing/,
    ],
    [
      `${zones}customers: { "a/b": { sources: { s: { tap: t } } } }`,
      /^descant\.yaml:3:1 customers: each name must/,
    ],
    [
      `version: 1\nzones: { raw: "\${ssm:/x}", processed: p, dead_letters: d, state: s }\ncustomers: { a: { sources: { b: { tap: t } } } }`,
      /^descant\.yaml:3:14 customers\.a\.zones\.raw: \$\{ssm:\/x\} cannot stand in a zone/,
    ],
    [
      `version: 1\nzones: { raw: "\${env:NO}", processed: p, dead_letters: d, state: s }\ncustomers: { a: { sources: { b: { tap: t } } } }`,
      /zones\.raw: NO is not set in the environment/,
    ],
    [
      source('        schedule: "61 * * * *"'),
      /^descant\.yaml:8:9 customers\.acme\.sources\.shop\.schedule: 61 \* \* \* \* names no moment to come; give five fields/,
    ],
    [
      source('        schedule:\n          cron: "@daily"\n          time_zone: Mars/Olympus'),
      /^descant\.yaml:10:11 .*schedule\.time_zone: Mars\/Olympus is no time zone/,
    ],
    [
      `${zones}transform: { schedule: "" }\ncustomers: { a: { sources: { b: { tap: t } } } }`,
      /^descant\.yaml:3:14 transform\.schedule: .*give five fields/,
    ],
    [
      `${source('')}      shop:\n        tap: tap-salesforce`,
      /^descant\.yaml:8:7: stands here for the second time/,
    ],
  ])('%s', (text, expected) => {
    expect(issuesOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
  })

  test('a reference is no secret, and neither is the name of an address', () => {
    const config = `        config:
          access_token: "\${env:TOKEN}"
          token_url: https://id.example/token
          database: "postgres://me:\${ssm:/db/password}@host/db"`
    expect(issuesOf(source(config))).toEqual([])
  })
})

test('a schedule that sources take over is told once, where it stands', () => {
  const customers = 'customers: { a: { sources: { b: { tap: t }, c: { tap: t } } } }'
  expect(issuesOf(`${zones}schedule: often\n${customers}`)).toEqual([
    expect.stringMatching(/^descant\.yaml:3:1 schedule: often names no moment/),
  ])
})

test('a text is found where it first stands as a value, and never as a name', () => {
  const project = parse(`${zones}customers:
  acme:
    sources:
      tap-shopify: # tap-shopify
        tap: tap-shopify
        config: { token: "\${env:TOKEN}", list: ["\${env:TOKEN}"] }`)
  expect(project.placeOf('tap-shopify')).toBe('descant.yaml:7:14')
  expect(project.placeOf('${env:TOKEN}')).toBe('descant.yaml:8:26')
  expect(project.placeOf('target-s3-ndjson')).toBeUndefined()
})

test('the published schema is the one that files are held against', () => {
  const published = new URL('../../schema/descant.schema.json', import.meta.url)
  // `npm run settings` writes it.
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(projectSchema)
})
