import { resolve } from 'node:path'
import { completeLimits } from './complete-limits.ts'
import { rawTarget, targetOf } from './complete-program.ts'
import { scheduleOf } from './complete-schedule.ts'
import { completeSource } from './complete-source.ts'
import { completeZones } from './complete-zones.ts'
import { given } from './given.ts'
import type { Project, ProjectAlerts, ProjectCustomer, ProjectTransform } from './project.ts'
import type { FileCommon, FileCustomer, ProjectFile } from './project-file.ts'
import type { ProjectPlace, TellIssue } from './project-place.ts'
import { sparkArguments } from './spark-arguments.ts'

const alertsOf = (file: FileCommon['alerts']): ProjectAlerts | undefined =>
  file && { url: file.url, format: file.format ?? 'json', deadLetters: file.dead_letters ?? 1000 }

/** Settings of the transform that name a file or folder, which stands from the project. */
const pathSettings: readonly string[] = ['model', 'rates', 'temporary_directory']

const transformOf = (file: FileCommon['transform'], folder: string): ProjectTransform => {
  const { schedule, engine = 'duckdb', spark, ...settings } = file ?? {}
  const options = Object.entries(settings).map(([name, value]) => [
    name.replaceAll('_', '-'),
    pathSettings.includes(name) ? resolve(folder, String(value)) : String(value),
  ])
  return {
    engine,
    options: Object.fromEntries(options),
    spark: sparkArguments(spark, folder),
    ...given({ schedule: scheduleOf(schedule) }),
  }
}

/** Puts the defaults into a project file that its schema has accepted. */
export function completeProject(
  file: ProjectFile,
  place: ProjectPlace,
  tell: TellIssue,
): Omit<Project, 'placeOf'> {
  const { folder } = place
  const names = [rawTarget, ...Object.keys(file.targets ?? {})]
  const targets = new Map(
    names.map((name) => [name, targetOf(name, file.targets?.[name], folder)] as const),
  )
  const customerOf = ([name, of]: readonly [string, FileCustomer]): ProjectCustomer => ({
    name,
    zones: completeZones({ ...file.zones, ...of.zones }, place, ['customers', name], tell),
    sources: Object.entries(of.sources).map(([source, value]) => {
      const around = { customer: name, name: source, folder, commons: [file, of], targets } as const
      return completeSource(value, around, tell)
    }),
    transform: transformOf({ ...file.transform, ...of.transform }, folder),
    limits: completeLimits(file.limits, of.limits),
    searchTables: (of.search ?? file.search)?.tables ?? [],
    ...given({
      databaseUrl: (of.warehouse ?? file.warehouse)?.database_url,
      searchUrl: (of.search ?? file.search)?.url,
      alerts: alertsOf(of.alerts ?? file.alerts),
    }),
  })
  return {
    file: place.file,
    folder,
    customers: Object.entries(file.customers).map(customerOf),
    parallelSources: file.parallel_sources ?? 4,
  }
}
