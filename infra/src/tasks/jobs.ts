import type { ProjectCustomer, ProjectSchedule } from '../project/project.ts'

/** What a task of a customer does, and when. */
export interface TaskJob {
  /** The source, or `tables`. */
  readonly name: string
  readonly kind: 'extract' | 'tables'
  /** What follows `descant`. */
  readonly command: readonly string[]
  /** Undefined where it follows the sources, or is started by hand. */
  readonly schedule: ProjectSchedule | undefined
}

/**
 * The jobs of a customer, as `descant schedule` has them: the extraction of each source, and the
 * making and loading of the tables, by a schedule of its own or after each source.
 */
export function jobsOf({ name, sources, transform, databaseUrl }: ProjectCustomer): TaskJob[] {
  const extracts = sources.map(
    (source): TaskJob => ({
      name: source.name,
      kind: 'extract',
      command: ['run', `${name}/${source.name}`, '--stage', 'extract'],
      schedule: source.schedule,
    }),
  )
  if (!sources.some(({ target }) => target.writesRawZone)) return extracts
  const stages = databaseUrl === undefined ? 'transform' : 'transform,load'
  const command = ['run', name, '--stage', stages]
  return [...extracts, { name: 'tables', kind: 'tables', command, schedule: transform.schedule }]
}
