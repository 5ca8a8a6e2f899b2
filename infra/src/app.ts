/** What `cdk` runs: the app of a deployment and of the project file that it names. */
import { makeApp } from './make-app.ts'
import { readDeployment } from './read-deployment.ts'

const { deployment, project } = await readDeployment()

makeApp(deployment, project).app.synth()
