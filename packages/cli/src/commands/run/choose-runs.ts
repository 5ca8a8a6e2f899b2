import { ConfigError } from '@descant/sdk'
import type { Project } from '../../project/project.ts'
import type { RunPlan } from '../../run/run-project.ts'
import type { RunStage } from '../../runs/run-record.ts'

const allStages: readonly RunStage[] = ['extract', 'transform', 'load']

const unknown = (path: string, name: string, known: readonly string[]) =>
  new ConfigError([
    { path, message: `there is no ${name} in the project; there are ${known.join(', ')}` },
  ])

/** The customers and sources that `customer` or `customer/source` names; all of them without a name. */
export function chooseSources(project: Project, name: string | undefined): RunPlan['customers'] {
  const all = project.customers.map((customer) => ({ customer, sources: customer.sources }))
  if (name === undefined) return all
  const [customerName = '', sourceName, ...rest] = name.split('/')
  const chosen = all.find(({ customer }) => customer.name === customerName)
  if (chosen === undefined || rest.length > 0) {
    const known = all.map(({ customer }) => customer.name)
    throw unknown('customer', name, known)
  }
  if (sourceName === undefined) return [chosen]
  const sources = chosen.sources.filter((source) => source.name === sourceName)
  if (sources.length === 0) {
    const known = chosen.sources.map((source) => `${customerName}/${source.name}`)
    throw unknown('source', name, known)
  }
  return [{ customer: chosen.customer, sources }]
}

/**
 * The stages that `--stage` names, all that can be run without it.
 *
 * @throws {ConfigError} for a stage that is none.
 */
export function chooseStages(given: readonly string[] | undefined): readonly RunStage[] {
  if (given === undefined) return allStages
  const named = given.flatMap((text) => text.split(','))
  const wrong = named.find((name) => !allStages.includes(name as RunStage))
  if (wrong !== undefined) {
    const message = `must be one of ${allStages.join(', ')}, and not ${wrong}`
    throw new ConfigError([{ path: '--stage', message }])
  }
  return allStages.filter((stage) => named.includes(stage))
}
