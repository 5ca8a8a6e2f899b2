/** Whether the name of an object fits. */
export type Criterion = (name: string) => boolean

const criteria: Readonly<Record<string, (name: string, value: string) => boolean>> = {
  'starts with': (name, value) => name.startsWith(value),
  'ends with': (name, value) => name.endsWith(value),
  contains: (name, value) => name.includes(value),
  exacts: (name, value) => name === value,
  exact: (name, value) => name === value,
}

/**
 * A criterion by its words, in any case: `starts with`, `ends not with`, `not contains`, `exact`.
 * Undefined where the words are none.
 */
export function criterionOf(words: string, value: string): Criterion | undefined {
  const plain = words.trim().toLowerCase()
  const positive = plain.replace(/\bnot\b ?/, '').trim()
  const fits = Object.hasOwn(criteria, positive) ? criteria[positive] : undefined
  if (!fits) return undefined
  const isNegated = positive !== plain
  return (name) => fits(name.toLowerCase(), value.toLowerCase()) !== isNegated
}
