import { resolve } from 'node:path'
import { completeLimits } from './complete-limits.ts'
import { binOf, programOf, rawTarget } from './complete-program.ts'
import { scheduleOf } from './complete-schedule.ts'
import { given } from './given.ts'
import type { ProjectSource, ProjectTarget } from './project.ts'
import type { FileCommon, FileSource } from './project-file.ts'
import type { TellIssue } from './project-place.ts'

/** What a source takes from around it. */
export interface SourceSurroundings {
  readonly customer: string
  readonly name: string
  readonly folder: string
  /** What the project and the customer say, the project first. */
  readonly commons: readonly [FileCommon, FileCommon]
  readonly targets: ReadonlyMap<string, ProjectTarget>
}

/** A source with its defaults. */
export function completeSource(
  file: FileSource,
  { customer, name, folder, commons, targets }: SourceSurroundings,
  tell: TellIssue,
): ProjectSource {
  const path = ['customers', customer, 'sources', name]
  const [project, of] = commons
  const tap = typeof file.tap === 'string' ? { command: file.tap } : file.tap
  const command = tap.command ?? binOf(tap)
  if (command === undefined) {
    tell({ path: [...path, 'tap'], message: 'needs a command or a package' })
  }
  const target = targets.get(file.target ?? rawTarget)
  if (target === undefined) {
    const known = [...targets.keys()].join(', ')
    tell({ path: [...path, 'target'], message: `is none of the targets; there are ${known}` })
  }
  if (file.catalog !== undefined && file.select !== undefined) {
    tell({ path: [...path, 'select'], message: 'has no effect beside a catalog: take one away' })
  }
  const inFolder = (given?: string) => (given === undefined ? undefined : resolve(folder, given))
  return {
    name,
    customer,
    tap: programOf(tap, command ?? ''),
    config: file.config ?? {},
    target: target ?? (targets.get(rawTarget) as ProjectTarget),
    freshnessMinutes:
      file.freshness_minutes ?? of.freshness_minutes ?? project.freshness_minutes ?? 120,
    contract: file.contract ?? 'evolve',
    contracts: file.contracts ?? {},
    limits: completeLimits(project.limits, of.limits, file.limits),
    ...given({
      type: file.type,
      configFile: inFolder(file.config_file),
      catalog: inFolder(file.catalog),
      select: file.select,
      schedule: scheduleOf(file.schedule ?? of.schedule ?? project.schedule),
    }),
  }
}
