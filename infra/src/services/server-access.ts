import { Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs'
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager'

/** How tasks reach a server: what stands in their environment, by name. */
export interface ServerAccess {
  readonly environment: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, TaskSecret>>
  /** The secrets that those are taken from. */
  readonly credentials: ISecret
}

/** `NAME_HOST`, `NAME_USER` and `NAME_PASSWORD`, from which a project makes its URL. */
export const serverAccess = (name: string, host: string, credentials: ISecret): ServerAccess => ({
  environment: { [`${name}_HOST`]: host },
  secrets: {
    [`${name}_USER`]: TaskSecret.fromSecretsManager(credentials, 'username'),
    [`${name}_PASSWORD`]: TaskSecret.fromSecretsManager(credentials, 'password'),
  },
  credentials,
})
