import * as _descant_sdk from '@descant/sdk';

/**
 * The tap for Salesforce: every object that can be queried, by REST and Bulk API 2.0.
 *
 * @example
 * import { runTap } from '@descant/sdk'
 * import { tapSalesforce } from '@descant/tap-salesforce'
 *
 * await runTap(tapSalesforce)
 */
declare const tapSalesforce: _descant_sdk.Tap;

export { tapSalesforce };
