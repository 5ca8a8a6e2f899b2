import type { Config } from './settings-schema.ts'

/** How the tap signs in, and where. */
export interface SignIn {
  readonly way: 'refresh token' | 'client credentials' | 'JWT bearer' | 'password'
  /** The token endpoint. */
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly refreshToken?: string | undefined
  readonly privateKey?: string | undefined
  readonly username?: string | undefined
  /** Password and security token in one. */
  readonly password?: string | undefined
  /** Who is to believe a signed statement. */
  readonly audience: string
}

const origins = {
  production: 'https://login.salesforce.com',
  sandbox: 'https://test.salesforce.com',
} as const

/** Settings written by hand in JSON hold true and "true". */
const isTrue = (value: boolean | string | undefined): boolean =>
  value === true || (typeof value === 'string' && /^(true|1|yes|on)$/i.test(value))

/**
 * The way to sign in that a config gives: a refresh token, else a private key, else a password, else
 * the app itself. My Domain is preferred to login.salesforce.com: an org may allow that alone, and
 * client credentials work nowhere else.
 *
 * @returns undefined where something is missing, of which `complain` is told.
 */
export function signInOf(
  config: Config,
  instanceUrl: string | undefined,
  complain: (path: string, message: string) => void,
): SignIn | undefined {
  const clientId = config.client_id?.trim()
  if (!clientId) {
    complain('client_id', 'give the consumer key of the app that the tap signs in with')
    return undefined
  }
  const login = origins[isTrue(config.is_sandbox) ? 'sandbox' : 'production']
  const loginUrl = config.login_url?.replace(/\/+$/, '')
  const shared = {
    clientId,
    clientSecret: config.client_secret?.trim(),
    audience: loginUrl ?? login,
    tokenUrl: `${loginUrl ?? instanceUrl ?? login}/services/oauth2/token`,
  }
  const { refresh_token: refreshToken, private_key: privateKey, username, password } = config
  if (refreshToken?.trim()) {
    return { way: 'refresh token', ...shared, refreshToken: refreshToken.trim() }
  }
  if (privateKey) {
    if (username) return { way: 'JWT bearer', ...shared, privateKey, username }
    complain('username', 'name the user for whom the private key signs in')
    return undefined
  }
  if (username && password) {
    const whole = password + (config.security_token ?? '')
    return { way: 'password', ...shared, username, password: whole }
  }
  if (!shared.clientSecret) {
    complain('client_secret', 'give it, or a refresh_token, or a private_key with its username')
    return undefined
  }
  if (instanceUrl === undefined && loginUrl === undefined) {
    complain('instance_url', 'give the My Domain of the org: client credentials work there alone')
    return undefined
  }
  return { way: 'client credentials', ...shared }
}
