import { type ObjectStore, openStore } from '@descant/lake'
import { requireOptions, s3OptionsOf } from './zone-options.ts'

type Given = Readonly<Record<string, string | boolean | string[] | undefined>>

/**
 * The customer, and the zones that a command needs, opened.
 *
 * @throws {ConfigError} that names every option that is missing.
 */
export function openZones<Zone extends 'raw' | 'dead-letters' | 'state'>(
  given: Given,
  environment: NodeJS.ProcessEnv,
  zones: readonly Zone[],
): { readonly customer: string } & Readonly<Record<Zone, ObjectStore>> {
  const { customer, ...urls } = requireOptions(given, environment, ['customer', ...zones])
  const s3 = s3OptionsOf(given)
  const opened = zones.map((zone) => [
    zone,
    openStore((urls as Record<string, string>)[zone] ?? '', s3),
  ])
  return { customer, ...Object.fromEntries(opened) }
}
