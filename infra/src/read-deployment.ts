import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Deployment } from './deployment.ts'
import { type Project, readProject } from './project/project.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The deployment and its project: `deployment.ts`, or the file that DESCANT_DEPLOYMENT names, so that
 * one project can have several.
 */
export async function readDeployment(): Promise<{ deployment: Deployment; project: Project }> {
  const file = resolve(root, process.env.DESCANT_DEPLOYMENT || 'deployment.ts')
  const { deployment }: { deployment: Deployment } = await import(pathToFileURL(file).href)
  return { deployment, project: readProject(resolve(root, deployment.project)) }
}
