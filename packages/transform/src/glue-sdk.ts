import type { GlueClient } from '@aws-sdk/client-glue'

/** How to reach AWS Glue. Credentials come from the usual places of the AWS SDK. */
export interface GlueOptions {
  /** @default AWS_REGION or the profile's */
  readonly region?: string
  /** Another origin than Amazon's, as of a local stand-in. */
  readonly endpoint?: string
}

/** The AWS SDK for Glue with a client: the only door to it. */
export interface GlueSdk {
  readonly client: GlueClient
  readonly glue: typeof import('@aws-sdk/client-glue')
}

/** Loads the SDK, which takes a while, and makes a client. */
export async function loadGlueSdk({ region, endpoint }: GlueOptions): Promise<GlueSdk> {
  // Else it prints on stderr that it will need a newer Node one day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const glue = await import('@aws-sdk/client-glue')
  const client = new glue.GlueClient({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  })
  return { client, glue }
}
