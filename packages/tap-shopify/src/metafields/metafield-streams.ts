import {
  type Finding,
  type StreamDefinition,
  shopifyStream,
  whole,
} from '../discovery/stream-definition.ts'

const fields = 'id namespace key type value ownerType compareDigest createdAt updatedAt'

/**
 * Streams of the metafields of each kind of record that has any, one for each stream of such records:
 * `metafields_products`. Which kinds have metafields is for the shop's schema to say; the others are
 * not offered.
 */
export const metafieldStreams = (
  definitions: readonly StreamDefinition[],
): readonly StreamDefinition[] => [
  ...definitions.flatMap((definition) => {
    const { name, type, root, find, through, arguments: given } = definition
    if (through) return []
    return metafieldsOf(name, { type, root, given, find, path: 'metafields', as: 'owner' })
  }),
  ...deeperOwners.map(([name, route]) => metafieldsOf(name, route)),
]

/** The way to metafields whose owners are not at the root. */
interface Route {
  readonly type: string
  readonly root: string
  readonly given?: string | undefined
  readonly find: Finding
  readonly path: string
  readonly as: string
}

function metafieldsOf(
  name: string,
  { type, root, given, find, path, as }: Route,
): StreamDefinition {
  // What holds the time of an owner elsewhere cannot tell it beside the list.
  const isDeep = find.keyIn !== undefined
  return shopifyStream({
    name: `metafields_${name}`,
    type: 'Metafield',
    description: `Metafields of ${name.replaceAll('_', ' ')}.`,
    root,
    find: isDeep ? whole : find,
    through: { type, path, as },
    fields: as === 'owner' ? fields : `${fields} owner { ... on Node { id } }`,
    ...(given === undefined ? {} : { arguments: given }),
  })
}

const deeperOwners: readonly (readonly [string, Route])[] = [
  [
    'selling_plans',
    {
      type: 'SellingPlanGroup',
      root: 'sellingPlanGroups',
      find: whole,
      path: 'sellingPlans/metafields',
      as: 'sellingPlanGroup',
    },
  ],
  [
    'gift_card_transactions',
    {
      type: 'GiftCard',
      root: 'giftCards',
      find: whole,
      path: 'transactions/metafields',
      as: 'giftCard',
    },
  ],
  [
    'media_images',
    {
      type: 'File',
      root: 'files',
      find: whole,
      path: '... on MediaImage/metafields',
      as: 'file',
    },
  ],
  [
    'collection_images',
    {
      type: 'Collection',
      root: 'collections',
      find: whole,
      path: 'image/metafields',
      as: 'collection',
    },
  ],
  [
    'article_images',
    { type: 'Article', root: 'articles', find: whole, path: 'image/metafields', as: 'article' },
  ],
]
