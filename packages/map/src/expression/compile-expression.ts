import {
  type ASTNode,
  Environment,
  EvaluationError,
  Optional,
  ParseError,
  TypeError as TypeFault,
} from '@marcbachmann/cel-js'
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator'
import { ExactNumber } from '../json/exact-number.ts'
import { writeValue } from '../json/write-value.ts'
import { ValueError } from '../value-error.ts'
import { functions, operators } from './functions.ts'
import { type Reads, readsOf } from './reads.ts'

/** A CEL expression, parsed and checked. */
export interface Expression {
  /** What it looks at. */
  readonly reads: Reads
  /** The field that it stands for, where it is nothing but a field's name. */
  readonly field: string | undefined
  /** The type that it gives, as CEL calls it; `dyn` where that is not known before. */
  readonly type: string
  /**
   * The JSON text of what it gives for a record.
   * @throws {ValueError} where it fails on the values of the record; the words tell types, no values.
   */
  evaluate(scope: ReadonlyMap<string, unknown>): string
}

/** What the library gives to a macro when an expression is checked, and when it is evaluated. */
interface Checker {
  check(node: ASTNode, context: unknown): unknown
  getType(name: string): unknown
}
interface Evaluator {
  run(node: ASTNode, context: unknown): unknown
}

/** Thrown where an expression cannot be used; its message says what is wrong, and where. */
export class ExpressionError extends Error {}

/** Faults whose words hold the types of the values, and never a value. */
const faultsOfTypes: ReadonlySet<string> = new Set([
  'no_such_overload',
  'no_matching_overload',
  'invalid_logical_operand',
  'invalid_condition_type',
  'invalid_comprehension_range',
])

/** Faults of looking for something in a value that does not have it. */
const faultsOfAbsence: ReadonlySet<string> = new Set(['no_such_key', 'index_out_of_bounds'])

const isFault = (error: unknown): error is EvaluationError | TypeFault =>
  error instanceof EvaluationError || error instanceof TypeFault

/** As in SQL: an operation on null gives null, and so does what is not there. */
const isAboutNull = ({ code, summary }: EvaluationError | TypeFault): boolean =>
  faultsOfAbsence.has(code) || (faultsOfTypes.has(code) && /\bnull\b/.test(summary))

/**
 * The first of its arguments that is not null: a macro, since an argument may fail because something
 * in it is null.
 */
const coalesce = ({ args }: { readonly args: readonly ASTNode[] }) => ({
  args,
  async: false,
  typeCheck(checker: Checker, _macro: unknown, context: unknown) {
    for (const argument of args) checker.check(argument, context)
    return checker.getType('dyn')
  },
  evaluate(evaluator: Evaluator, _macro: unknown, context: unknown) {
    for (const argument of args) {
      try {
        const value = evaluator.run(argument, context)
        if (value !== null) return value
      } catch (error) {
        if (!isFault(error) || !isAboutNull(error)) throw error
      }
    }
    return null
  },
})

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 2000, maxDepth: 50 },
})
environment.registerType('decimal', { ctor: ExactNumber, fields: {} })
for (const { signature, apply } of functions) environment.registerFunction(signature, apply)
for (const { signature, apply } of operators) environment.registerOperator(signature, apply)
environment.registerFunction('coalesce(ast, ast): dyn', coalesce)
environment.registerFunction('coalesce(ast, ast, ast): dyn', coalesce)

const reasonOf = (error: unknown): string => {
  if (!isFault(error)) return (error as Error).name
  const words = faultsOfTypes.has(error.code) ? error.summary : error.code.replaceAll('_', ' ')
  return words.replace(/dyn<(\w+)>/g, '$1').replace(/\.$/, '')
}

/** The forms of JSON for what only CEL knows (the CEL specification, "JSON Data Conversion"). */
const translate = (value: object): unknown => {
  if (value instanceof Optional) return value.hasValue() ? value.value() : null
  if (value instanceof UnsignedInt) return value.value
  if (value instanceof Duration) return `${value.valueOf() / 1000}s`
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  throw new ValueError('it gives a value that JSON cannot hold')
}

const problemOf = (error: unknown): string => {
  if (!(error instanceof ParseError) && !isFault(error)) return (error as Error).message
  const column = error.range === undefined ? '' : ` at column ${error.range.start + 1}`
  return `${error.summary.replace(/\.$/, '')}${column}`
}

/** Whether a name is a word of the language, which hides a field of that name. */
const isWord = (name: string): boolean => environment.hasVariable(name)

const advice = ({ words: [word] }: Reads): string =>
  word === undefined
    ? ''
    : `; ${word} is a word of the language, so a field of that name is written record.${word}`

const parse = (text: string) => {
  try {
    const parsed = environment.parse(text)
    const reads = readsOf(parsed.ast, isWord)
    const { valid, type = 'dyn', error } = parsed.check()
    if (!valid) throw new ExpressionError(problemOf(error) + advice(reads), { cause: error })
    return { parsed, reads, type }
  } catch (error) {
    if (error instanceof ExpressionError) throw error
    throw new ExpressionError(problemOf(error), { cause: error })
  }
}

/**
 * Compiles an expression of the Common Expression Language (https://cel.dev), which sees the fields
 * of a record and nothing else: no code, no files, no loops but those over its lists. Beyond CEL it
 * has `coalesce`, `sha256`, `md5`, `round`, `dateTime` and `string.replace`, and lets whole numbers
 * meet others. This is the only file that knows the library.
 *
 * @throws {ExpressionError} where it cannot be read, or cannot be right for any record.
 * @example
 * const isPaid = compileExpression('status == "paid" && total > 100')
 * isPaid.evaluate(new Map(Object.entries({ status: 'paid', total: 250 }))) // 'true'
 */
export function compileExpression(text: string): Expression {
  const { parsed, reads, type } = parse(text)
  const { ast } = parsed
  return {
    reads,
    field: ast.op === 'id' ? reads.fields[0]?.[0] : undefined,
    type,
    evaluate(scope) {
      try {
        return writeValue(parsed(scope), translate)
      } catch (error) {
        if (error instanceof ValueError) throw error
        if (isFault(error) && isAboutNull(error)) return 'null'
        throw new ValueError(`it failed: ${reasonOf(error)}`, { cause: error })
      }
    },
  }
}
