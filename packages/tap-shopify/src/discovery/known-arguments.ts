import type { TypeField } from './type-map.ts'

/**
 * The arguments of a field that its version has, of those that a stream gives: `includeInactive: true`
 * came with 2026-04, and where it is missing nothing is left out.
 */
export function knownArguments(given: string | undefined, { args }: TypeField): string | undefined {
  const names = new Set(args.map(({ name }) => name))
  const known = [...(given ?? '').matchAll(/(\w+)\s*:\s*(\[[^\]]*\]|"[^"]*"|[^,\s]+)/g)]
    .filter(([, name]) => names.has(name as string))
    .map(([text]) => text)
  return known.length === 0 ? undefined : known.join(', ')
}
