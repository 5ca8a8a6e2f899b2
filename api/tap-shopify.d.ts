import * as _descant_sdk from '@descant/sdk';

/**
 * The tap for Shopify's Admin GraphQL API.
 *
 * @example
 * import { runTap } from '@descant/sdk'
 * import { tapShopify } from '@descant/tap-shopify'
 *
 * await runTap(tapShopify)
 */
declare const tapShopify: _descant_sdk.Tap;

export { tapShopify };
