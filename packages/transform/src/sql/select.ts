import type { Dialect } from './dialect.ts'

/** A SELECT list: `{ order_id: 't.id' }` => `t.id AS "order_id"`, one a line. */
export const selectList = (dialect: Dialect, columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, value]) => `${value} AS ${dialect.identifier(name)}`)
    .join(',\n  ')

/** The columns of a relation under their own names: `t."a", t."b"`. */
export const columnsOf = (dialect: Dialect, relation: string, names: readonly string[]): string =>
  names.map((name) => `${relation}.${dialect.identifier(name)}`).join(', ')

/** The condition that two relations have the same key. */
export const sameKey = (dialect: Dialect, a: string, b: string, key: readonly string[]): string =>
  key
    .map((name) => `${a}.${dialect.identifier(name)} = ${b}.${dialect.identifier(name)}`)
    .join(' AND ')
