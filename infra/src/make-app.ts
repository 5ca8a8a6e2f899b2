import { App, type Environment, type Stack, Tags } from 'aws-cdk-lib'
import type { Deployment } from './deployment.ts'
import { PipelineStack } from './pipeline-stack.ts'
import { wildcardReasons } from './policies/wildcard-reasons.ts'
import type { Project } from './project/project.ts'
import { StorageStack } from './storage/storage-stack.ts'

const flags = {
  // What CloudFormation would refuse is refused here.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // A bucket that tasks write to cannot be taken away below them.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
}

/** The app of a deployment: what outlives versions in one stack, what runs in another. */
export function makeApp(
  deployment: Deployment,
  project: Project,
  app: App = new App({ postCliContext: flags }),
) {
  const { name, region, account } = deployment
  const env: Environment = { region, ...(account === undefined ? {} : { account }) }
  const customers = project.customers.map((customer) => customer.name)
  const storage = new StorageStack(app, `${name}-storage`, {
    name,
    customers,
    env,
    description: `Buckets, key, images and catalog of ${name}`,
  })
  const version = (app.node.tryGetContext('version') as string | undefined) ?? deployment.version
  const pipeline = new PipelineStack(app, `${name}-pipeline`, {
    deployment,
    project,
    version,
    storage,
    env,
    description: `Tasks, schedules and alarms of ${name}`,
  })
  Tags.of(app).add('deployment', name)
  for (const stack of [storage, pipeline] satisfies Stack[]) {
    stack.addMetadata('WildcardReasons', wildcardReasons)
  }
  return { app, storage, pipeline }
}
