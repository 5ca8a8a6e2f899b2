import {
  type Condition,
  type FieldType,
  type HavingClause,
  type OrderByClause,
  parseQuery,
  type Query,
  type Subquery,
  type ValueQueryCondition,
  type WhereClause,
} from '@jetstreamapp/soql-parser-js'
import { BoundedMap } from '../../bounded-map.ts'
import { ApiError } from '../replies/api-error.ts'
import { soqlError } from './soql-error.ts'

export type {
  Condition,
  FieldType,
  HavingClause,
  OrderByClause,
  Query,
  Subquery,
  ValueQueryCondition,
  WhereClause,
}

/** The longest query that is taken. */
const MAXIMUM_LENGTH = 100_000

const parsed = new BoundedMap<Query>(50)

/**
 * Reads a query.
 *
 * @throws ApiError MALFORMED_QUERY
 */
export function parseSoql(soql: string): Query {
  if (soql.trim() === '') {
    throw new ApiError(400, 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null')
  }
  if (soql.length > MAXIMUM_LENGTH) {
    const problem = `SOQL statements cannot be longer than ${MAXIMUM_LENGTH} characters.`
    throw new ApiError(400, 'MALFORMED_QUERY', problem)
  }
  return parsed.getOrMake(soql, () => {
    try {
      return parseQuery(soql)
    } catch (error) {
      throw syntaxError(soql, error as Error)
    }
  })
}

function syntaxError(soql: string, error: Error): ApiError {
  const found = unexpectedToken(error)
  if (found === undefined) {
    const problem = `line 1:${soql.length} mismatched character '<EOF>' expecting '''`
    return soqlError('MALFORMED_QUERY', soql, soql.length, problem)
  }
  if (found === '') {
    const end = soql.trimEnd().length
    return soqlError('MALFORMED_QUERY', soql, end, "unexpected token: '<EOF>'")
  }
  return soqlError('MALFORMED_QUERY', soql, offsetOf(soql, found), `unexpected token: '${found}'`)
}

/** What the parser stumbled over: empty at the end, undefined where no token could be made. */
function unexpectedToken(error: Error): string | undefined {
  return /(?:but found:|but found -->)\s*'?([^']*?)'?(?: <--)?\s*$/.exec(error.message)?.[1]
}

/** The parser tells which token, not where: it is the first one up to which the same happens. */
function offsetOf(soql: string, token: string): number {
  for (let at = soql.indexOf(token); at >= 0; at = soql.indexOf(token, at + 1)) {
    try {
      parseQuery(soql.slice(0, at + token.length))
    } catch (error) {
      if (unexpectedToken(error as Error) === token) return at
    }
  }
  return Math.max(0, soql.lastIndexOf(token))
}
