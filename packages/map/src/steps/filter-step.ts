import type { Expression } from '../expression/compile-expression.ts'
import { RecordScope } from '../expression/record-scope.ts'
import { ValueError } from '../value-error.ts'
import { checkReads } from './check-reads.ts'
import { knownSchemas } from './known-schemas.ts'
import { isTombstone, type PrepareStep } from './step.ts'

/**
 * Keeps the records for which an expression is true; null counts as false, as in SQL. Tombstones are
 * kept: to delete what was never there does no harm, to miss a deletion does.
 */
export const filterStep =
  (filter: Expression): PrepareStep =>
  (shape, { failures, setting, ...context }) => {
    checkReads(filter, shape, 'filter', context)
    const schemas = knownSchemas(shape)
    const judge = (scope: RecordScope): string => {
      try {
        const answer = filter.evaluate(scope)
        if (answer === 'true' || answer === 'false' || answer === 'null') return answer
        throw new ValueError('it gives neither true nor false')
      } catch (error) {
        if (!(error instanceof ValueError)) throw error
        return failures.ofRecord(`${setting}.filter`, error.message)
      }
    }
    return {
      shape,
      apply: (fields) =>
        isTombstone(fields) || judge(new RecordScope(fields, schemas)) === 'true'
          ? fields
          : undefined,
    }
  }
