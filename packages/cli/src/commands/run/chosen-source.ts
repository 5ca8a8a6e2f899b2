import { type ObjectStore, openStore } from '@descant/lake'
import { ConfigError } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectSource } from '../../project/project.ts'
import { chooseSources } from './choose-runs.ts'

/** One source of a project, and where its state lies. */
export interface ChosenSource {
  readonly customer: ProjectCustomer
  readonly source: ProjectSource
  readonly state: ObjectStore
}

/**
 * The one source that `customer/source` names, or the only one that there is.
 *
 * @throws {ConfigError} where there are several.
 */
export function chooseSource(project: Project, name: string | undefined): ChosenSource {
  const [first, ...others] = chooseSources(project, name).flatMap(({ customer, sources }) =>
    sources.map((source) => ({ customer, source })),
  )
  if (first !== undefined && others.length === 0) {
    const { zones } = first.customer
    return { ...first, state: openStore(zones.state, zones.s3) }
  }
  const known = [first, ...others].map((one) => `${one?.customer.name}/${one?.source.name}`)
  const message = `must name one of ${known.join(', ')}`
  throw new ConfigError([{ path: 'source', message }])
}
