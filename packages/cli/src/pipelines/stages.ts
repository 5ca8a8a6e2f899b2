import type { ProjectCustomer } from '../project/project.ts'

/** Whether tables are made of what a customer's sources bring. */
export const hasTables = ({ sources }: ProjectCustomer): boolean =>
  sources.some(({ target }) => target.writesRawZone)

/** Whether these tables are brought anywhere. */
export const isLoaded = ({ databaseUrl }: ProjectCustomer): boolean => databaseUrl !== undefined
