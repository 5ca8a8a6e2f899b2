import type { Random } from '../../random.ts'
import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { gid, idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'

/** What the entries of a type consist of. */
export interface MetaobjectDefinitionRecord extends Row {
  readonly type: string
  readonly name: string
  readonly description: string | null
  readonly displayNameKey: string
  readonly fields: readonly { readonly key: string; readonly name: string; readonly type: string }[]
}

/** One entry. */
export interface MetaobjectRecord extends Row {
  readonly definitionId: number
  readonly type: string
  readonly handle: string
  readonly displayName: string
  readonly values: Readonly<Record<string, string | null>>
}

interface MetaobjectKind {
  readonly type: string
  readonly name: string
  readonly fields: readonly (readonly [
    key: string,
    name: string,
    type: string,
    make: (random: Random, index: number) => string | null,
  ])[]
}

const kinds: readonly MetaobjectKind[] = [
  {
    type: 'size_chart',
    name: 'Size chart',
    fields: [
      [
        'title',
        'Title',
        'single_line_text_field',
        (_random, index) => `Größentabelle ${index + 1}`,
      ],
      [
        'chest',
        'Chest',
        'dimension',
        (random) => JSON.stringify({ value: random.integer(80, 120), unit: 'CENTIMETERS' }),
      ],
      [
        'product',
        'Product',
        'product_reference',
        (random) => (random.chance(0.7) ? gid('Product', idOf('Product', 0)) : null),
      ],
    ],
  },
  {
    type: '$app:lookbook',
    name: 'Lookbook',
    fields: [
      ['title', 'Title', 'single_line_text_field', (_random, index) => `Été ${2020 + index} 📸`],
      ['pages', 'Pages', 'number_integer', (random) => String(random.integer(4, 90))],
      ['ratio', 'Ratio', 'number_decimal', (random) => `0.${random.integer(10000001, 99999999)}`],
      ['published', 'Published', 'boolean', (random) => String(random.chance(0.5))],
    ],
  },
  {
    type: 'store_hours',
    name: 'Store hours',
    fields: [
      ['title', 'Title', 'single_line_text_field', (_random, index) => `Week ${index + 1}`],
      ['days', 'Days', 'list.single_line_text_field', () => JSON.stringify(['Mo', 'Di', '水'])],
    ],
  },
]

/** The definitions of a shop's metaobjects, and some entries of each. */
export function generateMetaobjects(world: World) {
  const { products, shop, now, updates } = world
  const random = world.random('metaobjects')
  const definitions = kinds.map(
    ({ type, name, fields }, index): MetaobjectDefinitionRecord => ({
      id: idOf('MetaobjectDefinition', index),
      createdAt: shop.createdAt,
      updatedAt: shop.createdAt,
      type,
      name,
      description: null,
      displayNameKey: 'title',
      fields: fields.map(([key, fieldName, fieldType]) => ({
        key,
        name: fieldName,
        type: fieldType,
      })),
    }),
  )
  const metaobjects: MetaobjectRecord[] = []
  for (const [position, { type, fields }] of kinds.entries()) {
    for (let index = 0; index < 3 + Math.floor(products.length / 20); index++) {
      const createdAt = momentBetween(shop.createdAt, now - 1000, random)
      const values = Object.fromEntries(fields.map(([key, , , make]) => [key, make(random, index)]))
      metaobjects.push({
        id: idOf('Metaobject', metaobjects.length),
        createdAt,
        updatedAt: lastTouched(createdAt, now, updates, random),
        definitionId: definitions[position]?.id ?? 0,
        type,
        handle: `${type.replace(/\W+/g, '-')}-${index + 1}`,
        displayName: values.title ?? '',
        values,
      })
    }
  }
  return { MetaobjectDefinition: definitions, Metaobject: metaobjects }
}
