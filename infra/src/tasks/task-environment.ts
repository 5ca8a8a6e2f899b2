import { Stack } from 'aws-cdk-lib'
import { Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs'
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Reference } from '../project/project.ts'
import type { ServerAccess } from '../services/server-access.ts'
import type { StorageStack } from '../storage/storage-stack.ts'
import type { ZoneName } from '../storage/zone-lifecycles.ts'

const bucketVariables: Readonly<Record<ZoneName, string>> = {
  raw: 'DESCANT_RAW_BUCKET',
  processed: 'DESCANT_PROCESSED_BUCKET',
  deadLetters: 'DESCANT_DEAD_LETTERS_BUCKET',
  state: 'DESCANT_STATE_BUCKET',
}

/** What tasks find in their environment: values as they are, and secrets that ECS puts in. */
export interface TaskEnvironment {
  readonly environment: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, TaskSecret>>
}

/**
 * The environment of a customer's tasks: the buckets, the servers of the deployment, and every other
 * variable that the project refers to, each from the customer's secret under its own name.
 */
export function taskEnvironment(
  storage: StorageStack,
  references: readonly Reference[],
  secret: ISecret,
  servers: readonly ServerAccess[],
): TaskEnvironment {
  const buckets = Object.entries(bucketVariables).map(([zone, variable]) => [
    variable,
    storage.zones[zone as ZoneName].bucketName,
  ])
  const environment: Record<string, string> = Object.assign(
    { AWS_REGION: Stack.of(storage).region },
    Object.fromEntries(buckets),
    ...servers.map((server) => server.environment),
  )
  const fromServers: Record<string, TaskSecret> = Object.assign(
    {},
    ...servers.map((server) => server.secrets),
  )
  // What has a default in the project is not asked for: ECS does not start a task that lacks a value.
  const wanted = references
    .filter(({ store, instead }) => store === 'env' && instead === undefined)
    .map(({ name }) => name)
    .filter((name) => environment[name] === undefined && fromServers[name] === undefined)
  const own = [...new Set(wanted)].map((name) => [
    name,
    TaskSecret.fromSecretsManager(secret, name),
  ])
  return { environment, secrets: { ...fromServers, ...Object.fromEntries(own) } }
}
