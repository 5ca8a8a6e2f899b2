import type { OptionSpecs, ProcessContext } from '@descant/sdk'
import { resourceOptions, resourcesOf } from '../../resource-options.ts'
import { type Given, reach, requireOptions, s3OptionsOf, zoneOptions } from '../../zone-options.ts'

/** The options of commands that decide who is who. */
export const profileZoneOptions = {
  ...reach,
  processed: zoneOptions.processed,
  state: zoneOptions.state,
  ...resourceOptions,
} as const satisfies OptionSpecs

/** What those commands tell the transform of zones and limits. */
export function profileZones(options: Given, { environment, signal }: ProcessContext) {
  return {
    ...requireOptions(options, environment, ['customer', 'processed', 'state']),
    s3: s3OptionsOf(options),
    signal,
    ...resourcesOf(options),
  }
}
