import type { Random } from '../../random.ts'
import { gid, idOf } from '../store/ids.ts'

/** One kind of metafield that the records of a type may have. */
export interface MetafieldKind {
  readonly owner: string
  readonly namespace: string
  readonly key: string
  readonly name: string
  readonly type: string
  /** How many of the records have it; 0.2 is one in five. */
  readonly share: number
  /** Whether there is a definition of it. @default true */
  readonly isDefined?: boolean
  readonly make: (random: Random) => string
}

const text =
  (...choices: readonly string[]) =>
  (random: Random) =>
    random.pick(choices)
const json = (make: (random: Random) => unknown) => (random: Random) => JSON.stringify(make(random))

/** What the generated records have attached to them. */
export const metafieldKinds: readonly MetafieldKind[] = [
  {
    owner: 'Product',
    namespace: 'custom',
    key: 'care_guide',
    name: 'Care guide',
    type: 'single_line_text_field',
    share: 0.8,
    make: text('Hand wash only', 'Nur Handwäsche', '手洗いのみ 🧼'),
  },
  {
    owner: 'Product',
    namespace: 'custom',
    key: 'net_weight',
    name: 'Net weight',
    type: 'weight',
    share: 0.5,
    make: json((random) => ({ value: random.integer(1, 50) / 2, unit: 'KILOGRAMS' })),
  },
  {
    owner: 'Product',
    namespace: 'reviews',
    key: 'rating',
    name: 'Rating',
    type: 'rating',
    share: 0.4,
    make: json((random) => ({
      value: `${random.integer(1, 4)}.${random.integer(0, 9)}`,
      scale_min: '1.0',
      scale_max: '5.0',
    })),
  },
  {
    owner: 'Product',
    namespace: 'import',
    key: 'source',
    name: 'Source',
    type: 'json',
    share: 0.2,
    isDefined: false,
    make: json((random) => ({ file: 'products.csv', line: random.integer(1, 9999), ok: true })),
  },
  {
    owner: 'ProductVariant',
    namespace: 'custom',
    key: 'density',
    name: 'Density',
    type: 'number_decimal',
    share: 0.15,
    make: (random) => `1.${random.integer(100000000, 999999999)}`,
  },
  {
    owner: 'ProductVariant',
    namespace: 'custom',
    key: 'cost',
    name: 'Cost',
    type: 'money',
    share: 0.1,
    make: json((random) => ({ amount: `${random.integer(1, 90)}.50`, currency_code: 'USD' })),
  },
  {
    owner: 'Customer',
    namespace: 'custom',
    key: 'birthday',
    name: 'Birthday',
    type: 'date',
    share: 0.2,
    make: (random) =>
      `${random.integer(1950, 2005)}-${String(random.integer(1, 12)).padStart(2, '0')}-15`,
  },
  {
    owner: 'Customer',
    namespace: 'loyalty',
    key: 'points',
    name: 'Points',
    type: 'number_integer',
    share: 0.3,
    make: (random) => String(random.integer(0, 5000)),
  },
  {
    owner: 'Order',
    namespace: 'custom',
    key: 'gift_message',
    name: 'Gift message',
    type: 'multi_line_text_field',
    share: 0.1,
    make: text('Happy birthday!\nLove, Zoë 💛', 'Alles Gute 🎂', '"Congratulations"'),
  },
  {
    owner: 'Order',
    namespace: 'erp',
    key: 'exported_at',
    name: 'Exported at',
    type: 'date_time',
    share: 0.1,
    isDefined: false,
    make: text('2026-06-25T10:11:12+05:30', '2026-01-02T03:04:05+00:00'),
  },
  {
    owner: 'Collection',
    namespace: 'custom',
    key: 'season',
    name: 'Season',
    type: 'list.single_line_text_field',
    share: 0.6,
    make: json((random) => ['Winter', 'Été', '夏'].slice(0, random.integer(1, 3))),
  },
  {
    owner: 'Location',
    namespace: 'custom',
    key: 'open_on_sunday',
    name: 'Open on Sunday',
    type: 'boolean',
    share: 1,
    make: (random) => String(random.chance(0.5)),
  },
  {
    owner: 'Page',
    namespace: 'custom',
    key: 'author_url',
    name: 'Author',
    type: 'url',
    share: 0.5,
    make: text('https://example.com/authors/anna'),
  },
  {
    owner: 'Article',
    namespace: 'custom',
    key: 'featured_product',
    name: 'Featured product',
    type: 'product_reference',
    share: 0.5,
    make: () => gid('Product', idOf('Product', 0)),
  },
  {
    owner: 'Blog',
    namespace: 'custom',
    key: 'accent',
    name: 'Accent',
    type: 'color',
    share: 1,
    make: text('#00ff88', '#123456'),
  },
  {
    owner: 'Company',
    namespace: 'custom',
    key: 'vat_id',
    name: 'VAT id',
    type: 'single_line_text_field',
    share: 1,
    make: (random) => `DE${random.integer(100000000, 999999999)}`,
  },
  {
    owner: 'CompanyLocation',
    namespace: 'custom',
    key: 'dock',
    name: 'Dock',
    type: 'number_integer',
    share: 0.5,
    make: (random) => String(random.integer(1, 40)),
  },
  {
    owner: 'DraftOrder',
    namespace: 'custom',
    key: 'reason',
    name: 'Reason',
    type: 'single_line_text_field',
    share: 0.2,
    make: text('phone order', 'fair'),
  },
  {
    owner: 'DiscountNode',
    namespace: 'custom',
    key: 'campaign',
    name: 'Campaign',
    type: 'single_line_text_field',
    share: 0.5,
    make: text('spring', 'Sommerschlußverkauf'),
  },
  {
    owner: 'Market',
    namespace: 'custom',
    key: 'manager',
    name: 'Manager',
    type: 'single_line_text_field',
    share: 1,
    make: text('Jürgen', 'Mária'),
  },
  {
    owner: 'Shop',
    namespace: 'custom',
    key: 'motto',
    name: 'Motto',
    type: 'single_line_text_field',
    share: 1,
    make: text('Things that last'),
  },
]
