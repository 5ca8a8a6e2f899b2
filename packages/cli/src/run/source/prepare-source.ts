import { readFile } from 'node:fs/promises'
import { ConfigError } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectSource } from '../../project/project.ts'
import type { SecretResolver } from '../../secrets/secret-resolver.ts'
import { childEnvironment } from '../programs/child-environment.ts'
import { type FoundProgram, findProgram } from '../programs/find-program.ts'
import { programVersion } from '../programs/program-version.ts'
import type { ChildCommand } from '../programs/start-child.ts'
import type { RunFolder } from '../run-folder.ts'
import { knowsSelect, selectedCatalog } from './select-streams.ts'

type Settings = Readonly<Record<string, unknown>>

/** What it takes to run a source. */
export interface PreparedSource {
  readonly tap: ChildCommand
  readonly target: ChildCommand
  /** What the tap's config file holds. */
  readonly tapConfig: Settings
  readonly versions: Readonly<Record<string, string>>
}

/** The name of the tap's config in the folder of a run. */
export const tapConfigName = 'tap.json'

const readSettings = async (file: string | undefined): Promise<Settings> => {
  if (file === undefined) return {}
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new ConfigError([{ path: file, message: `cannot be read (${cause.code})` }], { cause })
  })
  try {
    return JSON.parse(text) as Settings
  } catch (cause) {
    throw new ConfigError([{ path: file, message: 'is not JSON' }], { cause })
  }
}

/** What the target that writes the raw zone is told by the project. */
const rawZoneSettings = (
  { name, zones, alerts }: ProjectCustomer,
  source: ProjectSource,
): Settings => ({
  customer: name,
  provider: source.name,
  raw: zones.raw,
  dead_letters: zones.deadLetters,
  state: zones.state,
  schema_contract: source.contract,
  ...(zones.s3.endpoint === undefined ? {} : { s3_endpoint: zones.s3.endpoint }),
  ...(zones.s3.region === undefined ? {} : { s3_region: zones.s3.region }),
  ...(zones.s3.forcePathStyle === undefined
    ? {}
    : { s3_force_path_style: zones.s3.forcePathStyle }),
  ...(alerts
    ? {
        alert_url: alerts.url,
        alert_format: alerts.format,
        alert_dead_letters: alerts.deadLetters,
      }
    : {}),
})

export interface PrepareOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly secrets: SecretResolver
  readonly folder: RunFolder
  readonly signal: AbortSignal
}

/**
 * Finds the programs of a source, puts in its secrets, and writes its configs.
 *
 * @throws {ConfigError} where a program or a secret is not found.
 * @throws {AuthError} where a secret store refuses.
 */
export async function prepareSource(
  project: Project,
  customer: ProjectCustomer,
  source: ProjectSource,
  { environment, secrets, folder, signal }: PrepareOptions,
): Promise<PreparedSource> {
  const foundTap = findProgram(source.tap, project, environment)
  const foundTarget = findProgram(source.target, project, environment)
  const commandOf = async (found: FoundProgram, env: Readonly<Record<string, string>>) => ({
    file: found.file,
    args: found.args,
    env: childEnvironment(environment, (await secrets.value(env)) as Record<string, string>),
    cwd: project.folder,
  })
  const bareTap = await commandOf(foundTap, source.tap.env)
  const select = source.catalog === undefined ? source.select : undefined
  const isNative = select !== undefined && (await knowsSelect(bareTap, signal))
  const tapConfig: Settings = {
    ...(await readSettings(source.configFile)),
    ...((await secrets.value(source.config)) as Settings),
    ...(isNative ? { select } : {}),
  }
  const targetConfig: Settings = {
    ...(source.target.writesRawZone
      ? ((await secrets.value(rawZoneSettings(customer, source))) as Settings)
      : {}),
    ...(await readSettings(source.target.configFile)),
    ...((await secrets.value(source.target.config)) as Settings),
  }
  if (typeof targetConfig.alert_url === 'string') await secrets.secretText(targetConfig.alert_url)
  const tapFile = await folder.write(tapConfigName, tapConfig)
  const targetFile = await folder.write('target.json', targetConfig)
  const tap = { ...bareTap, args: [...bareTap.args, '--config', tapFile] }
  const catalog =
    select === undefined || isNative
      ? source.catalog
      : await folder.write('catalog.json', await selectedCatalog(tap, select, signal))
  const target = await commandOf(foundTarget, source.target.env)
  return {
    tap: catalog === undefined ? tap : { ...tap, args: [...tap.args, '--catalog', catalog] },
    target: { ...target, args: [...target.args, '--config', targetFile] },
    tapConfig,
    versions: versionsOf({ tap: foundTap, target: foundTarget }),
  }
}

const versionsOf = (programs: Readonly<Record<string, FoundProgram>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(programs).flatMap(([name, program]) => {
      const version = programVersion(program)
      return version === undefined ? [] : [[name, version]]
    }),
  )
