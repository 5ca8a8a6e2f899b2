import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/AppInstallation */
export const appInstallation = shopifyStream({
  name: 'app_installation',
  type: 'AppInstallation',
  description: 'The installation of the app that asks.',
  root: 'currentAppInstallation',
  find: whole,
  fields: `id launchUrl uninstallUrl accessScopes { handle } app { id title handle }`,
})
