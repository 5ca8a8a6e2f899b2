/**
 * What `cdk` runs: the app of a deployment and of the project file that it names. The deployment is
 * `deployment.ts`, or the file that DESCANT_DEPLOYMENT names, so that one project can have several.
 */
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Deployment } from './deployment.ts'
import { makeApp } from './make-app.ts'
import { readProject } from './project/project.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = resolve(root, process.env.DESCANT_DEPLOYMENT || 'deployment.ts')
const { deployment }: { deployment: Deployment } = await import(pathToFileURL(file).href)

makeApp(deployment, readProject(resolve(root, deployment.project))).app.synth()
