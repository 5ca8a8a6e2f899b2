import type { Row } from '../store/table.ts'

type Properties = Row & Readonly<Record<string, unknown>>

/** What a round changes in a record, by type: something that a client can see. */
export const otherChanges: Readonly<
  Record<string, (row: Properties, round: number) => Readonly<Record<string, unknown>>>
> = {
  AbandonedCheckout: (_row, round) => ({ note: `Round ${round}` }),
  Article: ({ title }, round) => ({ title: `${title} (${round})` }),
  Blog: ({ title }, round) => ({ title: `${title} (${round})` }),
  Collection: ({ title }, round) => ({ title: `${title} (${round})` }),
  Company: (_row, round) => ({ note: `Round ${round}` }),
  CompanyLocation: (_row, round) => ({ note: `Round ${round}` }),
  DiscountNode: ({ tags }, round) => ({ tags: [...(tags as string[]), `round-${round}`] }),
  DraftOrder: (_row, round) => ({ note2: `Round ${round} ☎️` }),
  GiftCard: ({ balance }) => ({ balance: Math.floor((balance as number) / 2) }),
  InventoryItem: ({ unitCost }) => ({ unitCost: ((unitCost as number | null) ?? 0) + 1 }),
  InventoryLevel: ({ incoming }) => ({ incoming: (incoming as number) + 10 }),
  Location: ({ name }, round) => ({ name: `${name} (${round})` }),
  Market: ({ name }, round) => ({ name: `${name} (${round})` }),
  Metaobject: ({ displayName, values }, round) => ({
    displayName: `${displayName} (${round})`,
    values: { ...(values as object), title: `${displayName} (${round})` },
  }),
  Page: ({ title }, round) => ({ title: `${title} (${round})` }),
}
