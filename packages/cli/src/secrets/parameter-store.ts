import { quietSdk, regionOfArn, type SecretsManager } from './secrets-manager.ts'

/** AWS SSM Parameter Store, SecureString parameters decrypted. The one door to its SDK. */
export const parameterStore: SecretsManager = {
  async read(name) {
    const { SSMClient, GetParameterCommand } = await load()
    const client = new SSMClient(regionOf(name))
    const command = new GetParameterCommand({ Name: name, WithDecryption: true })
    return (await client.send(command)).Parameter?.Value
  },
  async write(name, text) {
    const { SSMClient, PutParameterCommand } = await load()
    const client = new SSMClient(regionOf(name))
    // The type of a parameter stays as it is where none is given.
    await client.send(new PutParameterCommand({ Name: name, Value: text, Overwrite: true }))
  },
}

/** Loaded where it is needed: it takes a while. */
const load = () => {
  quietSdk()
  return import('@aws-sdk/client-ssm')
}

const regionOf = (name: string) => {
  const region = regionOfArn(name)
  return region === undefined ? {} : { region }
}
