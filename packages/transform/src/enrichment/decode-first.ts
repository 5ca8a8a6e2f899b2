import { type Expression, lookupsOf, partsOf } from '../model/expression.ts'
import { compileExpression, type ExpressionScope } from '../sql/compile-expression.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, selectList } from '../sql/select.ts'

/** Rows with what expressions decode standing in columns of its own. */
export interface DecodedRows {
  /** The query for them, or the relation itself where nothing is decoded. */
  readonly relation: string
  /** The column that holds the value of an expression, of rows that are called `r`. */
  readonly known: (expression: Expression) => string | undefined
}

/**
 * Decodes each encoded part that expressions speak of once, in projections before theirs. SQL can
 * name no value within an expression: to write out each decoding wherever it is spoken of makes a
 * statement of eighty kilobytes, which takes longer to be planned than to be run.
 *
 * @param columns those of the relation that are to pass.
 */
export function decodeFirst(
  dialect: Dialect,
  expressions: readonly Expression[],
  relation: string,
  columns: readonly string[],
  scope: ExpressionScope,
): DecodedRows {
  const decodings = new Map(
    expressions.flatMap(decodingsIn).map((decoding) => [JSON.stringify(decoding), decoding]),
  )
  if (decodings.size === 0) return { relation, known: () => undefined }
  const names = new Map([...decodings.keys()].map((text, index) => [text, `_decoded_${index}`]))
  const project = (from: string, value: (name: string, of: Expression) => string) => {
    const values = [...decodings].map(([text, { of }]) => {
      const name = names.get(text) as string
      return [name, value(dialect.field('r', name), of)]
    })
    return `(SELECT ${columnsOf(dialect, 'r', columns)}, ${selectList(dialect, Object.fromEntries(values))} FROM ${from} r)`
  }
  const encoded = project(relation, (_name, of) => compileExpression(of, dialect, scope))
  const decoded = project(encoded, (name) => dialect.urlDecode(name))
  return {
    relation: project(decoded, (name) => dialect.clean(name)),
    known: (expression) => {
      const name = names.get(JSON.stringify(expression))
      return name && dialect.field('r', name)
    },
  }
}

type Decoding = Extract<Expression, { readonly kind: 'urlDecoded' }>

/** What looks something up needs its joins beside it, and stays where it is. */
const decodingsIn = (expression: Expression): Decoding[] =>
  expression.kind === 'urlDecoded' && lookupsOf([expression]).length === 0
    ? [expression]
    : partsOf(expression).flatMap(decodingsIn)
