import type { Project } from '../project/project.ts'
import { SecretResolver } from './secret-resolver.ts'

/** Looks up what a project refers to; what is not found is told with its place in the file. */
export const projectSecrets = (
  { folder, placeOf }: Project,
  environment: NodeJS.ProcessEnv,
): SecretResolver => new SecretResolver({ environment, folder, placeOf })
