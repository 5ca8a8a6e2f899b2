/** A secret of AWS Secrets Manager, asked for and changed by its name or ARN. */
export interface SecretsManager {
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
}

/** The region of an ARN, `arn:aws:secretsmanager:eu-central-1:…`. */
export const regionOfArn = (name: string): string | undefined =>
  name.startsWith('arn:') ? name.split(':')[3] || undefined : undefined

/** AWS Secrets Manager; credentials and region come from the usual places. The one door to its SDK. */
export const secretsManager: SecretsManager = {
  async read(name) {
    const { SecretsManagerClient, GetSecretValueCommand } = await load()
    const client = new SecretsManagerClient(regionOf(name))
    const { SecretString, SecretBinary } = await client.send(
      new GetSecretValueCommand({ SecretId: name }),
    )
    return SecretString ?? (SecretBinary && Buffer.from(SecretBinary).toString())
  },
  async write(name, text) {
    const { SecretsManagerClient, PutSecretValueCommand } = await load()
    const client = new SecretsManagerClient(regionOf(name))
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text }))
  },
}

/** Else the SDK prints on stderr that it will need a newer Node one day. */
export const quietSdk = (): void => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}

/** Loaded where it is needed: it takes a while. */
const load = () => {
  quietSdk()
  return import('@aws-sdk/client-secrets-manager')
}

const regionOf = (name: string) => {
  const region = regionOfArn(name)
  return region === undefined ? {} : { region }
}
