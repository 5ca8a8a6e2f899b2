import { encodePathPart } from '../path-part.ts'

/** Which stream of whom. */
export interface StreamName {
  readonly customer: string
  readonly provider: string
  readonly stream: string
}

/** As in the raw zone: file names end at 255 bytes. */
const streamLimit = 120

/** Where all registries of a customer begin, or of one of its providers; ends with '/'. */
export const registriesPrefix = (customer: string, provider?: string): string =>
  `${encodePathPart(customer)}/schemas/${provider === undefined ? '' : `${encodePathPart(provider)}/`}`

const streamPrefix = ({ customer, provider, stream }: StreamName) =>
  `${registriesPrefix(customer, provider)}${encodePathPart(stream, streamLimit)}/`

/** The object that holds all that is known of a stream's schema. */
export const registryKey = (name: StreamName): string => `${streamPrefix(name)}registry.json`

/** Whether a key is that of such an object. */
export const isRegistryKey = (key: string): boolean => key.endsWith('/registry.json')

/** The object that holds the text of a schema, byte for byte. */
export const schemaKey = (name: StreamName, hash: string): string =>
  `${streamPrefix(name)}${hash}.json`
