import type { OptionSpecs, ProcessContext } from '@descant/sdk'
import {
  countOf,
  type Given,
  reach,
  requireOptions,
  resourceOptions,
  s3OptionsOf,
  zoneOptions,
} from '../../zone-options.ts'

/** The options of commands that decide who is who. */
export const profileZoneOptions = {
  ...reach,
  processed: zoneOptions.processed,
  state: zoneOptions.state,
  ...resourceOptions,
} as const satisfies OptionSpecs

/** What those commands tell the transform of zones and limits. */
export function profileZones(options: Given, { environment, signal }: ProcessContext) {
  const memoryLimitMib = countOf(options, 'memory-limit-mib')
  const temporaryDirectory = options['temporary-directory']
  return {
    ...requireOptions(options, environment, ['customer', 'processed', 'state']),
    s3: s3OptionsOf(options),
    signal,
    ...(memoryLimitMib === undefined ? {} : { memoryLimitMib }),
    ...(typeof temporaryDirectory === 'string' ? { temporaryDirectory } : {}),
  }
}
