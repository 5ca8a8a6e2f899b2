import type { Project, ProjectSchedule } from '../project/project.ts'
import { isLoaded } from './stages.ts'

/** Why a workflow runs: what GitHub says of the event. Empty texts count as not given. */
export interface GithubEvent {
  /** The cron expression that came due; where it is given, the sources that have it are run. */
  readonly schedule?: string | undefined
  readonly customer?: string | undefined
  readonly source?: string | undefined
}

/** What the jobs of a workflow are multiplied by. */
export interface GithubMatrix {
  readonly sources: readonly { readonly customer: string; readonly source: string }[]
  /** Whose tables are made, and whether they are loaded. */
  readonly tables: readonly { readonly customer: string; readonly load: boolean }[]
}

/**
 * What an event runs: the sources whose cron came due with the tables of their customers, the source or
 * customer that a person or a sender of data named, or all.
 */
export function githubMatrix({ customers }: Project, event: GithubEvent): GithubMatrix {
  const chosen = customers.filter(({ name }) => !event.customer || name === event.customer)
  const isDue = (schedule: ProjectSchedule | undefined) => schedule?.cron === event.schedule
  const sources = chosen.flatMap(({ name, sources }) =>
    sources
      .filter((one) => !event.source || one.name === event.source)
      .filter((one) => !event.schedule || isDue(one.schedule))
      .map((one) => ({ customer: name, source: one.name })),
  )
  const tables = chosen
    .filter(({ name, transform }) =>
      event.schedule && transform.schedule
        ? isDue(transform.schedule)
        : sources.some(({ customer }) => customer === name),
    )
    .map((one) => ({ customer: one.name, load: isLoaded(one) }))
  return { sources, tables }
}
