import { defineTap, packageVersion } from '@descant/sdk'
import { Salesforce } from './client/salesforce.ts'
import { discoverObjects } from './discovery/discover-objects.ts'
import { objectStream } from './object-stream.ts'
import { settingsOf } from './settings/settings.ts'
import { settingsSchema } from './settings/settings-schema.ts'

/**
 * The tap for Salesforce: every object that can be queried, by REST and Bulk API 2.0.
 *
 * @example
 * import { runTap } from '@descant/sdk'
 * import { tapSalesforce } from '@descant/tap-salesforce'
 *
 * await runTap(tapSalesforce)
 */
export const tapSalesforce = defineTap({
  name: 'tap-salesforce',
  version: packageVersion(import.meta.url),
  description: 'Every queryable object of a Salesforce org, by REST and Bulk API 2.0.',
  config: settingsSchema,
  async connect(config, context) {
    const salesforce = await Salesforce.connect(settingsOf(config), context)
    return { salesforce, wants: context.wants }
  },
  async streams({ salesforce, wants }) {
    const objects = await discoverObjects(salesforce, wants)
    return objects.map((object) => objectStream(object, salesforce.settings))
  },
  concurrency: 4,
})
