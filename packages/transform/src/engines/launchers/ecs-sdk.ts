import { type AwsServiceOptions, clientConfiguration } from './aws-client.ts'

/** The AWS SDK for ECS with a client: the only door to it. It takes a while to load. */
export async function loadEcsSdk(options: AwsServiceOptions) {
  const ecs = await import('@aws-sdk/client-ecs')
  return { ecs, client: new ecs.ECSClient(clientConfiguration(options)) }
}
