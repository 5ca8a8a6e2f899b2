import { ConfigError } from '@descant/sdk'

/** The two kinds of connector. */
export const connectorKinds = ['tap', 'target'] as const

export type ConnectorKind = (typeof connectorKinds)[number]

/** What a connector is called, in each place that has rules of its own. */
export interface ConnectorName {
  /** The npm package, as `@acme/tap-billing-api`. */
  readonly package: string
  /** The bin, and the name in Singer, as `tap-billing-api`. */
  readonly bin: string
  /** The value in code, as `tapBillingApi`. */
  readonly variable: string
  /** The start of its environment variables, as `TAP_BILLING_API`. */
  readonly environment: string
}

const scoped = /^(?:(@[a-z\d][a-z\d._-]*)\/)?([^/]*)$/

const words = /^[a-z\d]+(?:-[a-z\d]+)*$/

/** What npm allows. */
const longestPackageName = 214

/** What a person may have meant by a name that is none. */
const suggestion = (kind: ConnectorKind, name: string): string => {
  const parts = name.toLowerCase().match(/[a-z\d]+/g) ?? []
  const own = parts[0] === 'tap' || parts[0] === 'target' ? parts.slice(1) : parts
  return [kind, ...(own.length > 0 ? own : ['orders'])].join('-')
}

/**
 * Reads the name of a connector. It may be given without the word that all of its kind begin with, and
 * with an npm scope.
 *
 * @throws {ConfigError} where it is no name; the message suggests one.
 * @example
 * connectorName('tap', 'billing-api').bin // 'tap-billing-api'
 * connectorName('tap', '@acme/tap-billing-api').package // '@acme/tap-billing-api'
 */
export function connectorName(kind: ConnectorKind, given: string): ConnectorName {
  const refuse = (message: string): never => {
    throw new ConfigError([{ path: 'name', message }])
  }
  const advice = `Use small letters, digits and hyphens, as in ${suggestion(kind, given)}`
  const [, scope, name = ''] = scoped.exec(given.trim()) ?? []
  const other = kind === 'tap' ? 'target' : 'tap'
  if (name.startsWith(`${other}-`)) refuse(`${name} is what a ${other} would be called. ${advice}`)
  const bin = name.startsWith(`${kind}-`) ? name : `${kind}-${name}`
  if (!words.test(bin)) refuse(`${JSON.stringify(given)} is no name for a ${kind}. ${advice}`)
  const packageName = scope === undefined ? bin : `${scope}/${bin}`
  if (packageName.length > longestPackageName) {
    refuse(`it is ${packageName.length} characters long; npm takes ${longestPackageName}`)
  }
  return {
    package: packageName,
    bin,
    variable: bin.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    environment: bin.toUpperCase().replaceAll('-', '_'),
  }
}
