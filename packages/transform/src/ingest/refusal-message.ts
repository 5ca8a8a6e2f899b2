import type { DeadLetterMessage } from '@descant/lake'
import type { Entity } from '../model/define-entity.ts'
import type { SourceStream } from '../model/define-source.ts'
import { type Expression, fieldPaths } from '../model/expression.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import type { Reject } from './write-dead-letters.ts'

/**
 * What a mapped record's `_errors` say, in the words of the raw record.
 *
 * @param refusal `required COLUMN`, `type COLUMN`, or the same of `CHILD.POSITION.COLUMN`.
 * @example
 * refusalMessage(shopifyOrders, 'type order_items.0.quantity')
 * // { path: '/lineItems/0/quantity', keyword: 'type', message: 'must be int' }
 */
function refusalMessage(stream: SourceStream, refusal: string): DeadLetterMessage {
  const [keyword = '', place = ''] = refusal.split(' ')
  const [column = '', position, childColumn] = place.split('.')
  const child = stream.children.find(({ entity }) => entity.name === column)
  if (child === undefined || position === undefined || childColumn === undefined) {
    return message(keyword, stream.entity, column, stream.columns[column], '')
  }
  const prefix = `/${child.list.path.join('/')}/${position}`
  return message(keyword, child.entity, childColumn, child.columns[childColumn], prefix)
}

function message(
  keyword: string,
  entity: Entity,
  column: string,
  expression: Expression | undefined,
  prefix: string,
): DeadLetterMessage {
  const [field = column] = expression === undefined ? [] : fieldPaths(expression)
  const type = entity.columns[column]?.type ?? 'timestamptz'
  const rule = entity.validate?.find((one) => one.kind === keyword && one.column === column)
  return {
    path: `${prefix}/${field.replaceAll('.', '/')}`,
    keyword,
    message: rule
      ? ruleMessage(rule)
      : keyword === 'required'
        ? `must be there: ${entity.name}.${column} is made of it`
        : `must be ${typeof type === 'string' ? type : 'list'}, to be ${entity.name}.${column}`,
  }
}

function ruleMessage(rule: RecordRule): string {
  switch (rule.kind) {
    case 'not_null':
      return 'must be there'
    case 'matches':
      return `must match ${rule.pattern}`
    case 'range':
      return `must lie within ${rule.min ?? ''}..${rule.max ?? ''}`
  }
}

/**
 * A record that the mapping refuses, as it is parked: of the kind `quality` where it is rules alone
 * that it breaks, of the kind `schema` where a field does not hold what it should.
 */
export function refusedRecord(
  stream: SourceStream,
  line: number,
  record: Uint8Array | null,
  refusals: readonly string[],
): Reject {
  const isRule = refusals.every((refusal) => !/^(required|type) /.test(refusal))
  return {
    line,
    type: isRule ? 'quality' : 'schema',
    reasonCode: isRule ? 'RULE_BROKEN' : 'FIELD_UNREADABLE',
    messages: refusals.map((refusal) => refusalMessage(stream, refusal)),
    record,
  }
}
