import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  type Authenticator,
  apiKey,
  type Clock,
  ConfigError,
  type ConnectContext,
  type Credentials,
  clientCredentials,
  refreshToken,
  saveConfig,
  type TokenAuthenticator,
  type Tokens,
} from '@descant/sdk'
import type { Settings } from '../settings.ts'

/** The header in which Shopify expects the access token. */
const header = 'x-shopify-access-token'

/** What access is made with. */
export interface AccessContext extends Pick<ConnectContext, 'log' | 'metrics'> {
  readonly saveConfig: ConnectContext['saveConfig']
  readonly clock?: Clock
}

/**
 * How the tap proves itself, by what the settings have: an access token that stays; a client that gets
 * one of 24 hours for itself; or a token of an hour and a refresh token that is replaced by another at
 * each use, and then kept: in `token_file`, or else in the config file
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens).
 *
 * @throws ConfigError where the token file is no JSON object.
 */
export async function accessOf(settings: Settings, context: AccessContext): Promise<Authenticator> {
  const { accessToken, clientId, clientSecret, tokenFile, apiUrl } = settings
  const kept = tokenFile === undefined ? {} : await readTokens(tokenFile)
  const endpoint = {
    tokenUrl: `${apiUrl}/admin/oauth/access_token`,
    clientId,
    clientSecret,
    log: context.log,
    metrics: context.metrics,
    ...(context.clock && { clock: context.clock }),
  }
  const first = kept.refresh_token ?? settings.refreshToken
  if (first !== undefined) {
    return inShopifyHeader(
      refreshToken({
        ...endpoint,
        refreshToken: first,
        accessToken: kept.access_token ?? accessToken,
        accessTokenExpiresAt: kept.access_token_expires_at ?? settings.accessTokenExpiresAt,
        onRotated: (tokens) => keep(tokens, tokenFile, context),
      }),
    )
  }
  if (clientId !== undefined && clientSecret !== undefined) {
    return inShopifyHeader(clientCredentials({ ...endpoint, clientId, clientSecret }))
  }
  return apiKey({ name: header, key: accessToken as string })
}

/** Tokens as they lie in the config or in a file of their own. */
interface KeptTokens {
  readonly access_token?: string
  readonly refresh_token?: string
  /** Milliseconds since 1970. */
  readonly access_token_expires_at?: number
}

async function keep(
  { accessToken, refreshToken: next, expiresAt }: Tokens,
  tokenFile: string | undefined,
  context: AccessContext,
): Promise<void> {
  const values = {
    access_token: accessToken,
    refresh_token: next,
    ...(expiresAt === undefined ? {} : { access_token_expires_at: expiresAt }),
  }
  if (tokenFile === undefined) return context.saveConfig(values)
  await mkdir(dirname(tokenFile), { recursive: true })
  await writeFile(tokenFile, '{}\n', { flag: 'wx', mode: 0o600 }).catch(unlessThere)
  await saveConfig(tokenFile, values)
}

const unlessThere = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EEXIST') throw error
}

async function readTokens(path: string): Promise<KeptTokens> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    const message = `${path} cannot be read as JSON: mend it, or remove it to begin with refresh_token`
    throw new ConfigError([{ path: 'token_file', message }], { cause })
  }
}

/** The same tokens in Shopify's own header. */
function inShopifyHeader(tokens: TokenAuthenticator): Authenticator {
  return {
    async authenticate({ headers }, signal) {
      headers.set(header, (await tokens.tokens(signal)).accessToken)
    },
    async renew(request, signal) {
      // The authenticator knows the token that was refused by its own header.
      const headers = new Headers({ authorization: `Bearer ${request.headers.get(header)}` })
      const asked: Credentials = { ...request, headers }
      return (await tokens.renew?.(asked, signal)) ?? false
    },
  }
}
