/** Whether a name of the config stands for many streams. */
export const isGlob = (name: string): boolean => /[*?]/.test(name)

/**
 * The pattern for a glob: `*` stands for any characters, `?` for one.
 *
 * @example
 * globPattern('public-*').test('public-orders') // true
 */
export function globPattern(glob: string): RegExp {
  const body = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${body}$`, 'su')
}
