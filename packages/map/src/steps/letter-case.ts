/** How names may be written. */
export const letterCases = [
  'snake_case',
  'camelCase',
  'PascalCase',
  'lowercase',
  'UPPERCASE',
] as const

export type LetterCase = (typeof letterCases)[number]

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Underscores are kept as they stand: they separate the parts of flat names. */
const toSnake = (name: string): string =>
  name
    .replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, '')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .toLowerCase()

const toCamel = (name: string): string => {
  const [, underscores = '', rest = ''] = /^(_*)(.*)$/s.exec(toSnake(name)) ?? []
  const [first = '', ...others] = rest.split(/_+/)
  return underscores + first + others.map(capital).join('')
}

const toPascal = (name: string): string =>
  toCamel(name).replace(/^(_*)(.)/su, (_, underscores, first) => underscores + first.toUpperCase())

const cases: Readonly<Record<LetterCase, (name: string) => string>> = {
  snake_case: toSnake,
  camelCase: toCamel,
  PascalCase: toPascal,
  lowercase: (name) => name.toLowerCase(),
  UPPERCASE: (name) => name.toUpperCase(),
}

/**
 * Writes a name in another case. A name of which nothing would be left stays as it is.
 *
 * @example
 * inCase('totalPriceSet__shopMoney', 'snake_case') // 'total_price_set__shop_money'
 */
export const inCase = (name: string, letterCase: LetterCase): string =>
  cases[letterCase](name) || name
