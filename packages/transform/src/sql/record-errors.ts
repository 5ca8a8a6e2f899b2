import type { SourceStream } from '../model/define-source.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import type { Dialect } from './dialect.ts'
import type { MappedChild } from './mapped-child.ts'
import {
  columnRefusals,
  columnValue,
  deletedAt,
  isTyped,
  type MappedColumn,
  type Refusal,
  textName,
} from './mapped-column.ts'
import { anyOf, mayRefuse, noErrors, told, toldOfItem } from './refusals.ts'

/**
 * What refuses the record whose values are in the relation `v`, beside the texts that they were read
 * from: a list, empty where nothing does.
 */
export function recordErrors(
  dialect: Dialect,
  { entity }: SourceStream,
  columns: readonly MappedColumn[],
  children: readonly MappedChild[],
  discardsValues: boolean,
): string {
  const refusals = (column: MappedColumn) => {
    const value = dialect.field('v', column.name)
    const text = isTyped(column) ? dialect.field('v', textName(column.name)) : value
    return columnRefusals(column, text, value)
  }
  const ofDeletion = [...columns.filter(({ name }) => entity.key.includes(name)), deletedAt]
  const ofRecord = [
    ...columns.filter(mayRefuse(entity, discardsValues)).flatMap(refusals),
    ...(entity.validate ?? []).map((rule) => brokenRule(dialect, rule, columns)),
  ]
  const ofChildren = children.map(({ entity, name, columns, texts }) => {
    const list = dialect.field('v', textName(name))
    const ofItem = columns.filter(mayRefuse(entity, discardsValues)).flatMap((column) => {
      const text = texts[column.name] as string
      return columnRefusals(column, text, columnValue(dialect, column, text))
    })
    const places = dialect.mapList(list, (_item, position) =>
      toldOfItem(dialect, entity, position, ofItem),
    )
    return {
      isBroken: ofItem.length > 0 ? dialect.someItem(list, anyOf(ofItem)) : 'false',
      told: `coalesce(${dialect.flatten(places)}, ${dialect.list([])})`,
    }
  })
  const isBroken = [anyOf(ofRecord), ...ofChildren.map((child) => child.isBroken)].join(' OR ')
  const all = dialect.flatten(
    dialect.list([told(dialect, ofRecord, dialect.text), ...ofChildren.map((child) => child.told)]),
  )
  // What is wrong is put in words only where something is, which is seldom.
  return dialect.withoutNulls(
    `CASE WHEN ${dialect.field('v', textName(deletedAt.name))} IS NOT NULL
      THEN ${told(dialect, ofDeletion.flatMap(refusals), dialect.text)}
    WHEN ${isBroken} THEN ${all} ELSE ${noErrors(dialect)} END`,
  )
}

/** What refuses a record by a rule. */
function brokenRule(dialect: Dialect, rule: RecordRule, columns: readonly MappedColumn[]): Refusal {
  const column = columns.find(({ name }) => name === rule.column)
  if (column === undefined)
    throw new Error(`no source gives ${rule.column}, which a rule speaks of`)
  const value = dialect.field('v', rule.column)
  const text = isTyped(column) ? dialect.field('v', textName(rule.column)) : value
  return {
    reason: rule.kind,
    column: rule.column,
    condition: brokenBy(dialect, rule, column, text, value),
  }
}

function brokenBy(
  dialect: Dialect,
  rule: RecordRule,
  column: MappedColumn,
  text: string,
  value: string,
): string {
  switch (rule.kind) {
    case 'not_null':
      return `${text} IS NULL`
    case 'matches':
      return `NOT ${dialect.matches(text, rule.pattern)}`
    case 'range': {
      const bound = (limit: number | string) =>
        dialect.cast(dialect.text(String(limit)), column.type)
      const outside = [
        ...(rule.min === undefined ? [] : [`${value} < ${bound(rule.min)}`]),
        ...(rule.max === undefined ? [] : [`${value} > ${bound(rule.max)}`]),
      ]
      return outside.length === 0 ? 'false' : outside.join(' OR ')
    }
  }
}
