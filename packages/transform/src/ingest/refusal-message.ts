import type { DeadLetterMessage } from '@descant/lake'
import type { Entity } from '../model/define-entity.ts'
import type { SourceStream } from '../model/define-source.ts'
import { type Expression, fieldPaths } from '../model/expression.ts'

/**
 * What a mapped record's `_errors` say, in the words of the raw record.
 *
 * @param refusal `required COLUMN`, `type COLUMN`, or the same of `CHILD.POSITION.COLUMN`.
 * @example
 * refusalMessage(shopifyOrders, 'type order_items.0.quantity')
 * // { path: '/lineItems/0/quantity', keyword: 'type', message: 'must be int' }
 */
export function refusalMessage(stream: SourceStream, refusal: string): DeadLetterMessage {
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
  return {
    path: `${prefix}/${field.replaceAll('.', '/')}`,
    keyword,
    message:
      keyword === 'required'
        ? `must be there: ${entity.name}.${column} is made of it`
        : `must be ${typeof type === 'string' ? type : 'list'}, to be ${entity.name}.${column}`,
  }
}
