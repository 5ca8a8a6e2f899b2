import type { Project } from '../project/project.ts'
import { referencesIn } from '../project/reference.ts'

/**
 * The variables of the environment that the references of a project name, in order. A CI service hands
 * them over as secrets; what stands in a secret store is fetched by the run itself.
 */
export function secretNames(project: Project): readonly string[] {
  const names = referencesIn(project.customers)
    .filter(({ store, instead }) => store === 'env' && instead === undefined)
    .map(({ name }) => name)
  return [...new Set(names)].sort()
}
