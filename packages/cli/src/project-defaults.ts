import { ConfigError, type OptionSpecs } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectTransform } from './project/project.ts'
import { findProjectFile, readProject } from './project/read-project.ts'
import { projectSecrets } from './secrets/project-secrets.ts'
import type { Given } from './zone-options.ts'

const zoneNames = ['raw', 'processed', 'dead-letters', 'state'] as const

/** What starts Spark; a list is a text again for each of its members. */
const sparkOf = ({ spark }: ProjectTransform): Given =>
  Object.fromEntries(
    Object.entries(spark).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]),
  )

/** What a project says of each option that a command may have. */
const valuesOf = (customer: ProjectCustomer): Given => {
  const { zones, transform, sources, alerts, searchTables } = customer
  return {
    customer: customer.name,
    raw: zones.raw,
    processed: zones.processed,
    'dead-letters': zones.deadLetters,
    state: zones.state,
    's3-endpoint': zones.s3.endpoint,
    's3-region': zones.s3.region,
    's3-force-path-style': zones.s3.forcePathStyle,
    ...transform.options,
    ...sparkOf(transform),
    engine: transform.engine,
    'search-table': searchTables.length > 0 ? [...searchTables] : undefined,
    'source-type': sources.flatMap(({ name, type }) =>
      type === undefined ? [] : [`${name}=${type}`],
    ),
    'database-url': customer.databaseUrl,
    'search-url': customer.searchUrl,
    'alert-url': alerts?.url,
    'alert-format': alerts?.format,
    'alert-dead-letters': alerts && String(alerts.deadLetters),
  }
}

/** Options whose values are secrets, and what else in the environment says them. */
const secretOptions: Readonly<Record<string, string>> = {
  'database-url': 'DATABASE_URL',
  'search-url': 'DESCANT_SEARCH_URL',
  'alert-url': 'DESCANT_ALERT_URL',
}

/** Whether a project may say what a command is not told. */
export const readsProject = (specs: OptionSpecs): boolean =>
  'customer' in specs && zoneNames.some((name) => name in specs)

/**
 * The customer that is meant. Where several are, each is transformed by a process of its own, which
 * reads the project for itself.
 */
const customerIn = (project: Project, given: Given, isNamed: boolean) => {
  const { customers } = project
  const names = customers.map(({ name }) => name).join(', ')
  const [wanted, ...others] = [given.customer].flat()
  if (others.length > 0) return undefined
  if (wanted === undefined) {
    if (customers.length === 1) return customers[0]
    const message = `is missing: the project has ${names}`
    throw new ConfigError([{ path: '--customer', message }])
  }
  const found = customers.find(({ name }) => name === wanted)
  if (found || !isNamed) return found
  const message = `there is no ${wanted} in the project; there are ${names}`
  throw new ConfigError([{ path: '--customer', message }])
}

/**
 * The options of a command, with what the project says of those that neither the command line nor the
 * environment does. A project is read where `--project` names one, or where the customer or a zone is
 * not told and there is a project file in this folder or above it.
 *
 * @throws {ConfigError} where the project is not valid, or has several customers and none is named.
 */
export async function withProject(
  specs: OptionSpecs,
  given: Given,
  environment: NodeJS.ProcessEnv,
  folder: string = process.cwd(),
): Promise<Given> {
  if (!readsProject(specs)) return given
  const named = typeof given.project === 'string' ? given.project : undefined
  const isTold = ['customer', ...zoneNames].every(
    (name) => !(name in specs) || given[name] !== undefined,
  )
  if (named === undefined && (isTold || findProjectFile(folder) === undefined)) return given
  const project = await readProject(named, environment, folder)
  const customer = customerIn(project, given, named !== undefined)
  if (customer === undefined) return given
  const secrets = projectSecrets(project, environment)
  const values: Record<string, Given[string]> = { ...given }
  for (const [name, value] of Object.entries(valuesOf(customer))) {
    if (!(name in specs) || values[name] !== undefined || value === undefined) continue
    const variable = secretOptions[name]
    if (variable === undefined)
      values[name] = specs[name]?.multiple ? ([value].flat() as string[]) : value
    else if (!environment[variable]) values[name] = await secrets.secretText(String(value))
  }
  return values
}
