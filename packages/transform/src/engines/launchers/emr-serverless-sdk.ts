import { type AwsServiceOptions, clientConfiguration } from './aws-client.ts'

/** The AWS SDK for EMR Serverless with a client: the only door to it. It takes a while to load. */
export async function loadEmrServerlessSdk(options: AwsServiceOptions) {
  const emr = await import('@aws-sdk/client-emr-serverless')
  return { emr, client: new emr.EMRServerlessClient(clientConfiguration(options)) }
}
