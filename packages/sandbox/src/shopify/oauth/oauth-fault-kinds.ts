import { defineFault } from '../control/fault-kind.ts'
import { oauthError } from './oauth-error.ts'

/** The ways in which a request for a token is refused. */
export const oauthFaultKinds = {
  oauth_refused: defineFault({
    summary:
      'a request for a token is refused with `status` (400), `error` (shop_not_permitted) and `description`',
    surfaces: ['oauth'],
    defaults: {
      status: 400,
      error: 'shop_not_permitted',
      description: 'Client credentials cannot be performed on this shop.',
    },
    apply: ({ request }, { status, error, description }) =>
      oauthError(request, status, error, description),
  }),
}
