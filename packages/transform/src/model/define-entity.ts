import type { PartitionField, TableColumn } from '@descant/lake'
import type { QualityRule } from '../quality/quality-rule.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import type { Columns } from './column.ts'
import type { Enrichment } from './enrichment.ts'

/**
 * What makes the rows of a table people. What they are known by stands in columns that are named
 * alike in all such tables: `email`, `phone`, `first_name`, `last_name`, `birth_date`,
 * `address1`, `city`, `zip`, `country`.
 */
interface Person {
  /** What the nodes of the table begin with, as `c`. */
  readonly nodePrefix: string
  /**
   * Columns that name the same thing in several tables of a provider, by what they name: rows with
   * the same value are one person.
   *
   * @example { contact: 'converted_contact_id' }
   */
  readonly sameAs?: Readonly<Record<string, string>>
  /** Values that name nobody, beside those that are built in; `defineModel` puts them there. */
  readonly blocked?: { readonly email: readonly string[]; readonly phone: readonly string[] }
  /** Whether other records know better what the person is called. @default false */
  readonly isHearsay?: true
}

/** What tells which person the rows of a table are about, where they are no people themselves. */
interface AboutPerson {
  /** What the person's node begins with, as `c`. */
  readonly nodePrefix: string
  /** The column with the person's id. */
  readonly id: string
  /** The columns that tell who it is: empty once the person is to be forgotten. */
  readonly personal: readonly string[]
}

/** A canonical table: what a source's records become, whatever the source. */
export interface Entity<C extends Columns = Columns> {
  /** The name of the table, in the processed zone and in the databases behind it. */
  readonly name: string
  /** One sentence: what one row is. */
  readonly doc: string
  /** The columns that name a row: no two rows have the same. */
  readonly key: readonly string[]
  /** The entity whose records carry these rows: a newer version of it replaces all of them. */
  readonly parent?: Entity
  readonly columns: C
  /** What makes its rows people: each is a node of the identity graph. @default they are none */
  readonly person?: Person
  /**
   * What a record must keep to: one that does not goes to the dead letters, and its neighbours go on.
   * @default nothing
   */
  readonly validate?: readonly RecordRule[]
  /** What adds columns to its rows, in this order; `defineModel` puts them there. @default nothing */
  readonly enrichments?: readonly Enrichment[]
  /** What must hold of its rows. @default nothing */
  readonly quality?: readonly QualityRule[]
  /** Whom its rows are about. @default nobody */
  readonly about?: AboutPerson
  /**
   * What its files are put by: a value that a row keeps, so that a run rewrites few files.
   * @default one place for all
   */
  readonly partitionBy?: readonly PartitionField[]
  /**
   * Whether its rows tell what happened: several streams of a source may fill it, with ids that do not
   * meet, and a row stays that a full extraction no longer sees. @default false
   */
  readonly isLog?: true
  /** Whether it is the pipeline's own, and not for readers. @default false */
  readonly isInternal?: true
  /** The columns of each index that a database is to have for it, beside the key. @default none */
  readonly indexes?: readonly (readonly string[])[]
}

/**
 * Declares a canonical table. The definition is all there is: the SQL, the Parquet columns and the
 * documentation follow from it.
 *
 * @example
 * const stores = defineEntity({
 *   name: 'stores',
 *   doc: 'One row a store.',
 *   key: ['provider', 'store_id'],
 *   columns: { store_id: { type: 'string', required: true, doc: 'Its id.' }, ...recordColumns },
 * })
 */
export function defineEntity<const C extends Columns>(
  entity: Entity<C> & { readonly key: readonly (keyof C)[] },
): Entity<C> {
  for (const name of entity.key) {
    if (entity.columns[name]?.required !== true) {
      throw new Error(`${entity.name}.${name} is a key and must be required`)
    }
  }
  return entity
}

/** What the snapshots of a table say of it, for those who load it into a database. */
export function tableProperties({
  key,
  columns,
  isInternal,
  indexes = [],
}: Entity): Record<string, string> {
  const json = Object.keys(columns).filter((name) => columns[name]?.isJson)
  return {
    'descant.key': key.join(','),
    'descant.internal': String(isInternal ?? false),
    ...(indexes.length > 0
      ? { 'descant.indexes': indexes.map((names) => names.join(',')).join(';') }
      : {}),
    ...(json.length > 0 ? { 'descant.json': json.join(',') } : {}),
  }
}

/** The columns in the words of the tables at rest, in order. */
export const tableColumns = (entity: Entity): TableColumn[] =>
  Object.entries(entity.columns).map(([name, { type, required, doc }]) => ({
    name,
    type,
    doc,
    ...(required === true ? { required } : {}),
  }))
