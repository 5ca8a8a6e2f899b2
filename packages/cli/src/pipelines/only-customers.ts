import { ConfigError } from '@descant/sdk'
import type { Project } from '../project/project.ts'

/**
 * A project of some of its customers.
 *
 * @param names all of them where it is undefined.
 * @throws {ConfigError} where the project has no customer of a name.
 */
export function onlyCustomers(project: Project, names: readonly string[] | undefined): Project {
  if (names === undefined) return project
  const known = project.customers.map(({ name }) => name)
  const issues = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: '--customer',
      message: `there is no customer ${name} in the project; there are ${known.join(', ')}`,
    }))
  if (issues.length > 0) throw new ConfigError(issues)
  return { ...project, customers: project.customers.filter(({ name }) => names.includes(name)) }
}
