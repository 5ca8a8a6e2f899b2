import {
  type Clock,
  type ConnectContext,
  clientCredentials,
  jwtBearer,
  refreshToken,
  type TokenAuthenticator,
} from '@descant/sdk'
import type { SignIn } from '../settings/sign-in.ts'

/** What of a run a client needs. */
export type SalesforceContext = Pick<
  ConnectContext,
  'log' | 'metrics' | 'signal' | 'userAgent' | 'saveConfig' | 'wants'
> & { readonly clock?: Clock }

/**
 * Signs in. Tokens tell no end; they are used until one is refused, and then renewed once for all
 * requests. A refresh token that was rotated is saved before the first request by it: the old one is
 * dead by then.
 */
export function authenticate(signIn: SignIn, context: SalesforceContext): TokenAuthenticator {
  const { tokenUrl, clientId, clientSecret } = signIn
  const { log, metrics, clock } = context
  const shared = { tokenUrl, clientId, log, metrics, ...(clock && { clock }) }
  switch (signIn.way) {
    case 'refresh token':
      return refreshToken({
        ...shared,
        clientSecret,
        refreshToken: signIn.refreshToken ?? '',
        onRotated: ({ refreshToken: refresh_token }) => context.saveConfig({ refresh_token }),
      })
    case 'JWT bearer':
      return jwtBearer({
        ...shared,
        privateKey: signIn.privateKey ?? '',
        issuer: clientId,
        subject: signIn.username,
        audience: signIn.audience,
      })
    case 'password': {
      log.warning(
        'signing in by password, which Salesforce is closing: use a refresh token, client ' +
          'credentials or a private key',
      )
      const { username = '', password = '' } = signIn
      const parameters = { grant_type: 'password', username, password }
      return clientCredentials({ ...shared, clientSecret: clientSecret ?? '', parameters })
    }
    case 'client credentials':
      return clientCredentials({ ...shared, clientSecret: clientSecret ?? '' })
  }
}
