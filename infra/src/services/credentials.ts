import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'

/** A user and a password that nobody has seen. The password stands in URLs as it is. */
export function credentials(
  stack: Stack,
  id: string,
  settings: { readonly secretName: string; readonly username: string; readonly key: IKey },
): Secret {
  return new Secret(stack, id, {
    secretName: settings.secretName,
    encryptionKey: settings.key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: settings.username }),
      generateStringKey: 'password',
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
