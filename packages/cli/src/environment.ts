import type { OptionSpecs, OptionValues } from '@descant/sdk'

/** The name of an option in the environment: `--dead-letters` is `DESCANT_DEAD_LETTERS`. */
export const environmentName = (option: string): string =>
  `DESCANT_${option.toUpperCase().replaceAll('-', '_')}`

/** The options that were given, and from the environment those that were not. */
export function withEnvironment<Specs extends OptionSpecs>(
  specs: Specs,
  given: OptionValues<Specs>,
  environment: NodeJS.ProcessEnv,
): OptionValues<Specs> {
  const values: Record<string, unknown> = { ...given }
  for (const [option, { type, multiple }] of Object.entries(specs)) {
    const text = environment[environmentName(option)]
    if (values[option] !== undefined || text === undefined || text === '') continue
    if (type === 'string') values[option] = multiple ? [text] : text
    else if (text === 'true' || text === '1') values[option] = true
  }
  return values as OptionValues<Specs>
}
