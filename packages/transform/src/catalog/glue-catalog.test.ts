import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TestLake } from '../testing/lake.ts'
import { customerRecord } from '../testing/shopify-records.ts'
import { glueCatalog } from './glue-catalog.ts'
import { databaseName, type GlueTable, versionOf } from './glue-table.ts'
import type { CatalogTable } from './table-catalog.ts'

type Body = Record<string, never> & {
  readonly DatabaseName: string
  readonly Name: string
  readonly VersionId?: string
  readonly SkipArchive?: boolean
  readonly DatabaseInput: { readonly Name: string }
  readonly TableInput: GlueTable & { readonly Name: string }
}

/** A stand-in that answers as Glue does: https://docs.aws.amazon.com/glue/latest/webapi/API_Operations.html */
class Glue {
  readonly databases = new Map<string, Map<string, GlueTable>>()
  readonly calls: string[] = []
  /** What comes before an update is done. */
  meanwhile: (() => void) | undefined
  isDown = false
  readonly #server: Server
  #versions = 0

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const operation = String(request.headers['x-amz-target']).replace('AWSGlue.', '')
      this.calls.push(operation)
      const [status, answer] = this.isDown
        ? [400, { __type: 'AccessDeniedException', Message: 'no' }]
        : this.#answer(operation, JSON.parse(Buffer.concat(chunks).toString()))
      response.writeHead(status as number, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(JSON.stringify(answer))
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop = () => new Promise((resolve) => this.#server.close(resolve))

  table = (database: string, name: string) => this.databases.get(database)?.get(name)

  put(database: string, name: string, table: GlueTable) {
    this.databases.get(database)?.set(name, { ...table, VersionId: String(this.#versions++) })
  }

  #answer(operation: string, body: Body): [number, object] {
    const fault = (type: string): [number, object] => [400, { __type: type, Message: type }]
    if (operation === 'CreateDatabase') {
      if (this.databases.has(body.DatabaseInput.Name)) return fault('AlreadyExistsException')
      this.databases.set(body.DatabaseInput.Name, new Map())
      return [200, {}]
    }
    const tables = this.databases.get(body.DatabaseName)
    const name = operation === 'GetTable' ? body.Name : body.TableInput.Name
    const known = tables?.get(name)
    if (operation === 'CreateTable') {
      if (tables === undefined) return fault('EntityNotFoundException')
      if (known !== undefined) return fault('AlreadyExistsException')
    } else if (known === undefined) return fault('EntityNotFoundException')
    if (operation === 'GetTable') return [200, { Table: known }]
    if (operation === 'UpdateTable') {
      this.meanwhile?.()
      const now = this.table(body.DatabaseName, name)
      if (body.VersionId !== now?.VersionId) return fault('ConcurrentModificationException')
      if (body.SkipArchive !== true) return fault('ResourceNumberLimitExceededException')
    }
    this.put(body.DatabaseName, name, body.TableInput)
    return [200, {}]
  }
}

let glue: Glue
let endpoint: string
beforeEach(async () => {
  glue = new Glue()
  endpoint = await glue.start()
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await glue.stop()
})

const orders = (version: number, more: Partial<CatalogTable> = {}): CatalogTable => ({
  customer: 'Acme-EU',
  name: 'orders',
  doc: 'One row an order.',
  location: 's3://lake/processed/Acme-EU/orders',
  metadataLocation: `s3://lake/processed/Acme-EU/orders/metadata/v${version}.metadata.json`,
  version,
  columns: [
    { name: 'order_id', type: 'string', required: true, doc: 'Its id.' },
    { name: 'total', type: 'decimal(18,2)' },
    { name: 'tags', type: { list: 'string' } },
    { name: 'at', type: 'timestamptz' },
    { name: 'pieces', type: 'long' },
  ],
  columnIds: { order_id: 1, total: 2, tags: 3, at: 4, pieces: 5, 'tags.element': 6 },
  ...more,
})

const catalog = () => glueCatalog({ endpoint, region: 'eu-central-1', databasePrefix: 'cdp_' })

test('a table is created with its database, then updated, then left alone', async () => {
  const { register } = catalog()
  expect(await register(orders(1))).toBe(true)
  expect(glue.table('cdp_acme_eu', 'orders')).toMatchObject({
    Description: 'One row an order.',
    TableType: 'EXTERNAL_TABLE',
    Parameters: { table_type: 'ICEBERG', metadata_location: orders(1).metadataLocation },
    StorageDescriptor: {
      Location: 's3://lake/processed/Acme-EU/orders',
      Columns: [
        {
          Name: 'order_id',
          Type: 'string',
          Comment: 'Its id.',
          Parameters: { 'iceberg.field.id': '1', 'iceberg.field.optional': 'false' },
        },
        { Name: 'total', Type: 'decimal(18,2)' },
        { Name: 'tags', Type: 'array<string>' },
        { Name: 'at', Type: 'timestamp' },
        { Name: 'pieces', Type: 'bigint', Parameters: { 'iceberg.field.optional': 'true' } },
      ],
    },
  })
  expect(await register(orders(2))).toBe(true)
  expect(glue.table('cdp_acme_eu', 'orders')?.Parameters).toEqual({
    table_type: 'ICEBERG',
    metadata_location: orders(2).metadataLocation,
    previous_metadata_location: orders(1).metadataLocation,
  })
  expect(await register(orders(2))).toBe(false)
  expect(await register(orders(1))).toBe(false)
  expect(glue.table('cdp_acme_eu', 'orders')?.Parameters?.metadata_location).toContain('/v2.')
})

test('columns follow the table, and what others have set on it stays', async () => {
  const { register } = catalog()
  await register(orders(1))
  const known = glue.table('cdp_acme_eu', 'orders') as GlueTable
  const set = { ...known, Owner: 'ann', Parameters: { ...known.Parameters, team: 'growth' } }
  glue.put('cdp_acme_eu', 'orders', set)
  const columns = [...orders(2).columns, { name: 'region', type: 'string' as const }]
  await register(orders(2, { columns, columnIds: { ...orders(2).columnIds, region: 7 } }))
  const table = glue.table('cdp_acme_eu', 'orders')
  expect(table).toMatchObject({ Owner: 'ann', Parameters: { team: 'growth' } })
  expect(JSON.stringify(table)).toContain('"iceberg.field.id":"7"')
})

test('where another writer comes between, the table is read again, and its newer state stays', async () => {
  const { register } = catalog()
  await register(orders(1))
  const theirs = {
    ...glue.table('cdp_acme_eu', 'orders'),
    Parameters: { metadata_location: orders(3).metadataLocation },
  }
  glue.meanwhile = () => {
    glue.meanwhile = undefined
    glue.put('cdp_acme_eu', 'orders', theirs)
  }
  expect(await register(orders(2))).toBe(false)
  expect(glue.table('cdp_acme_eu', 'orders')?.Parameters?.metadata_location).toContain('/v3.')
})

test('a table of that name that lies elsewhere is not taken', async () => {
  const { register } = catalog()
  await register(orders(1))
  await expect(register(orders(2, { location: 's3://lake/other/orders' }))).rejects.toMatchObject({
    code: 'TRANSFORM_CATALOG',
  })
})

test('a run tells the catalog of every table; one that fails loses no commit and is tried again', async () => {
  const lake = await TestLake.create()
  await lake.put('customers', [customerRecord(1, 1)])
  const options = { catalog: catalog() }
  glue.isDown = true
  const first = await lake.run('incremental', options)
  expect(new Set(first.catalog.map(({ outcome }) => outcome))).toEqual(new Set(['failed']))
  expect(first.tables.find(({ table }) => table === 'customers')).toMatchObject({ committed: true })
  glue.isDown = false
  const second = await lake.run('incremental', options)
  expect(second.tables).toEqual([])
  expect(second.catalog).toContainEqual({ table: 'customers', outcome: 'registered' })
  expect(second.catalog.map(({ table }) => table)).not.toContain('identity_map')
  const third = await lake.run('incremental', options)
  expect(new Set(third.catalog.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
  expect(glue.table('cdp_acme', 'customers')?.Parameters?.metadata_location).toMatch(
    /^file:.*\/v\d+/,
  )
  await lake.remove()
})

test('names of databases and versions', () => {
  expect(databaseName('', 'Müller & Co')).toBe('m_ller___co')
  expect(versionOf('s3://a/metadata/v12.metadata.json')).toBe(12)
  expect(versionOf('s3://a/metadata/00001-x.metadata.json')).toBeUndefined()
  expect(versionOf(undefined)).toBeUndefined()
})
