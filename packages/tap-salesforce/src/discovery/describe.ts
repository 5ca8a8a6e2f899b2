/** A field, as far as a reader of rows needs it (DescribeSObjectResult, `fields`). */
export interface FieldDescribe {
  readonly name: string
  readonly type: string
  readonly length?: number
  readonly nillable?: boolean
  /** Whether it is a formula or a roll-up: its value changes without a timestamp. */
  readonly calculated?: boolean
  readonly filterable?: boolean
  readonly sortable?: boolean
  readonly htmlFormatted?: boolean
  readonly compoundFieldName?: string | null
}

/** An object with its fields (DescribeSObjectResult). */
export interface ObjectDescribe {
  readonly name: string
  readonly label?: string
  readonly custom?: boolean
  readonly replicateable?: boolean
  readonly fields: readonly FieldDescribe[]
}

/** An object in the list of all (DescribeGlobalResult, `sobjects`). */
export interface ObjectSummary {
  readonly name: string
  readonly queryable: boolean
  readonly deprecatedAndHidden: boolean
}

/** The part of a describe that is kept: a whole one is tens of times as long. */
export function essentialsOf(describe: ObjectDescribe): ObjectDescribe {
  const { name, label, custom, replicateable } = describe
  const facts = { name, label, custom, replicateable }
  return { ...withoutUndefined(facts), fields: describe.fields.map(essentialField) }
}

const essentialField = (field: FieldDescribe): FieldDescribe => {
  const { name, type, length, nillable, calculated, filterable, sortable } = field
  const { htmlFormatted, compoundFieldName } = field
  const facts = { name, type, length, nillable, calculated, filterable, sortable }
  return withoutUndefined({
    ...facts,
    htmlFormatted: htmlFormatted || undefined,
    compoundFieldName: compoundFieldName ?? undefined,
  })
}

const withoutUndefined = <T extends object>(
  facts: {
    readonly [Name in keyof T]: T[Name] | undefined
  },
): T => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T
