import type { Settings } from '../../control/settings.ts'
import { formatDateTime } from '../api/scalars.ts'
import type { ControlledSandbox, Verb } from '../control/verb.ts'

/** How tokens come and go without anybody asking for them over OAuth. */
export const tokenVerbs = {
  token: {
    takes: {
      action: ': `issue`, `scopes` or `revoke`',
      scopes: ', to issue or to change to',
      ttl_seconds: '',
      app: ' (sandbox)',
      access_token: ', which to change or revoke',
      refresh_token: ', which to revoke instead',
    },
    does: 'issues another token, with a refresh token beside it; changes what one may do; revokes one. Without `access_token` it is that of the ready line. Each app has a bucket of its own',
    act: (sandbox, settings) => {
      const { tokens, refreshTokens, accessToken } = sandbox
      const token = () => settings.text('access_token', accessToken)
      switch (settings.choice('action', ['issue', 'scopes', 'revoke'])) {
        case 'issue':
          return issue(sandbox, settings)
        case 'scopes':
          return { changed: tokens.changeScopes(token(), settings.texts('scopes')) }
        default:
          return {
            revoked: settings.has('refresh_token')
              ? refreshTokens.revoke(settings.text('refresh_token'))
              : tokens.revoke(token()),
          }
      }
    },
  },
} satisfies Readonly<Record<string, Verb>>

function issue({ tokens, refreshTokens }: ControlledSandbox, settings: Settings): object {
  const grant = tokens.issue({
    ...(settings.has('app') ? { app: settings.text('app') } : {}),
    ...(settings.has('scopes') ? { scopes: settings.texts('scopes') } : {}),
    ...(settings.has('ttl_seconds') ? { ttlSeconds: settings.number('ttl_seconds') } : {}),
  })
  const scopes = [...grant.scopes]
  return {
    access_token: grant.token,
    scopes,
    expires_at: grant.expiresAt === undefined ? null : formatDateTime(grant.expiresAt),
    refresh_token: refreshTokens.issue({ app: grant.app, scopes }),
  }
}
