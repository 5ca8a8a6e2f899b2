/** The project file, read by the very code that `descant run` reads it with: the door to the CLI. */
import { readFileSync } from 'node:fs'
import { parseProject } from '../../../packages/cli/src/project/parse-project.ts'
import type { Project, ProjectCustomer } from '../../../packages/cli/src/project/project.ts'
import { type Reference, referencesIn } from '../../../packages/cli/src/project/reference.ts'

export type {
  Project,
  ProjectCustomer,
  ProjectSchedule,
  ProjectSource,
} from '../../../packages/cli/src/project/project.ts'
export type { Reference } from '../../../packages/cli/src/project/reference.ts'

/**
 * Reads a project file. References stay as they are: what they stand for is known in the task alone.
 *
 * @param file absolute.
 * @throws {ConfigError} with every line that is wrong.
 */
export const readProject = (file: string): Project =>
  parseProject(readFileSync(file, 'utf8'), { file })

/** Everything that a customer's runs take from the environment or a store. */
export const referencesOf = (customer: ProjectCustomer): Reference[] => [...referencesIn(customer)]
