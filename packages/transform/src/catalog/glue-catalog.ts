import { TransformError } from '../errors.ts'
import { type GlueOptions, type GlueSdk, loadGlueSdk } from '../glue-sdk.ts'
import { databaseName, type GlueTable, tableInput, versionOf } from './glue-table.ts'
import type { CatalogTable, TableCatalog } from './table-catalog.ts'

export interface GlueCatalogOptions extends GlueOptions {
  /** What goes before the customer's name in the name of its database. @default '' */
  readonly databasePrefix?: string
}

/** How often a table is read anew because another writer was faster. */
const mostTries = 5

/**
 * The AWS Glue Data Catalog: a database a customer, made where it is missing, a table a table. Athena,
 * EMR and Redshift Spectrum then find the tables by name.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html: an update names the version
 * that it was planned on, so of two writers one reads again; older versions are not archived.
 *
 * @throws {TransformError} by `register`: `TRANSFORM_CATALOG`
 * @example
 * await runTransform({ ...zones, catalog: glueCatalog({ region: 'eu-central-1', databasePrefix: 'cdp_' }) })
 */
export function glueCatalog({
  databasePrefix = '',
  ...options
}: GlueCatalogOptions = {}): TableCatalog {
  let loaded: Promise<GlueSdk> | undefined
  return {
    async register(table) {
      loaded ??= loadGlueSdk(options)
      const sdk = await loaded
      const database = databaseName(databasePrefix, table.customer)
      for (let tries = 0; tries < mostTries; tries++) {
        const done = await tryToRegister(sdk, database, table)
        if (done !== undefined) return done
      }
      throw new TransformError(
        'TRANSFORM_CATALOG',
        `The table ${database}.${table.name} of the Glue Data Catalog was changed by others ${mostTries} times meanwhile. The next run tries again.`,
      )
    },
  }
}

/** Whether anything had to be changed; undefined where another writer came between. */
async function tryToRegister(
  sdk: GlueSdk,
  database: string,
  table: CatalogTable,
): Promise<boolean | undefined> {
  const { client, glue } = sdk
  const known = await find(sdk, database, table.name)
  if (known === undefined) return create(sdk, database, table)
  checkPlace(known, database, table)
  const version = versionOf(known.Parameters?.metadata_location)
  if (version !== undefined && version >= table.version) return false
  try {
    await client.send(
      new glue.UpdateTableCommand({
        DatabaseName: database,
        TableInput: tableInput(table, known),
        SkipArchive: true,
        ...(known.VersionId === undefined ? {} : { VersionId: known.VersionId }),
      }),
    )
    return true
  } catch (error) {
    if (error instanceof glue.ConcurrentModificationException) return undefined
    if (error instanceof glue.EntityNotFoundException) return undefined
    throw error
  }
}

async function find(
  { client, glue }: GlueSdk,
  database: string,
  name: string,
): Promise<GlueTable | undefined> {
  try {
    const { Table } = await client.send(
      new glue.GetTableCommand({ DatabaseName: database, Name: name }),
    )
    return Table
  } catch (error) {
    if (error instanceof glue.EntityNotFoundException) return undefined
    throw error
  }
}

async function create(
  { client, glue }: GlueSdk,
  database: string,
  table: CatalogTable,
): Promise<boolean | undefined> {
  try {
    await client.send(
      new glue.CreateTableCommand({ DatabaseName: database, TableInput: tableInput(table) }),
    )
    return true
  } catch (error) {
    if (error instanceof glue.AlreadyExistsException) return undefined
    if (!(error instanceof glue.EntityNotFoundException)) throw error
  }
  try {
    await client.send(
      new glue.CreateDatabaseCommand({
        DatabaseInput: { Name: database, Description: `Tables of ${table.customer}.` },
      }),
    )
  } catch (error) {
    if (!(error instanceof glue.AlreadyExistsException)) throw error
  }
  return undefined
}

/** Two customers whose names Glue cannot tell apart must not take each other's tables. */
function checkPlace(known: GlueTable, database: string, table: CatalogTable): void {
  const place = known.StorageDescriptor?.Location?.replace(/\/$/, '')
  if (place === undefined || place === table.location) return
  throw new TransformError(
    'TRANSFORM_CATALOG',
    `The table ${database}.${table.name} of the Glue Data Catalog lies elsewhere, in ${place}. Give this deployment a database prefix of its own, or delete that table.`,
  )
}
