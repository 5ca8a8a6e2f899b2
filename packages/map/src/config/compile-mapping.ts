import { createValidator, type Issue, SchemaError, type Validator } from '@descant/sdk'
import { cast } from '../changes/cast.ts'
import { hash } from '../changes/hash.ts'
import { mask } from '../changes/mask.ts'
import {
  compileExpression,
  type Expression,
  ExpressionError,
} from '../expression/compile-expression.ts'
import { type ComputedField, computeStep } from '../steps/compute-step.ts'
import { fieldsStep, type NamedChange } from '../steps/fields-step.ts'
import { filterStep } from '../steps/filter-step.ts'
import { flattenStep } from '../steps/flatten-step.ts'
import { keysStep } from '../steps/keys-step.ts'
import { type Renaming, renameStep } from '../steps/rename-step.ts'
import type { PrepareStep } from '../steps/step.ts'
import type { StreamConfig } from './stream-settings.ts'

/** What becomes of a stream, compiled. */
export interface Mapping {
  /** Where it stands in the config, as `streams.orders`. */
  readonly setting: string
  /** Whether it stands for streams that may differ, by a pattern or `else`. */
  readonly isForMany: boolean
  /** The new name, with `{stream}` for the old one; absent where the name stays. */
  readonly alias: string | undefined
  /** What changes the records. */
  readonly steps: readonly PrepareStep[]
  /** What settles the key. */
  readonly keys: PrepareStep
}

/** What is needed to compile a mapping. */
export interface MappingContext {
  readonly setting: string
  readonly isForMany: boolean
  readonly salt: string | undefined
  /** Takes each thing that is wrong with it. */
  readonly issues: Issue[]
}

type Problem = (path: string, message: string) => void

const entriesOf = <Value>(record: Readonly<Record<string, Value>> | undefined) =>
  Object.entries(record ?? {})

const expressionOf = (text: string, path: string, problem: Problem): Expression | undefined => {
  try {
    return compileExpression(text)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    problem(path, error.message)
    return undefined
  }
}

const filterOf = ({ filter }: StreamConfig, problem: Problem): Expression | undefined => {
  if (filter === undefined) return undefined
  const expression = expressionOf(filter, 'filter', problem)
  if (expression && expression.type !== 'bool' && expression.type !== 'dyn') {
    problem('filter', `it gives ${expression.type}, and must give true or false`)
  }
  return expression
}

const computedOf = ({ compute }: StreamConfig, problem: Problem): readonly ComputedField[] =>
  entriesOf(compute).flatMap(([name, { expression: text, type }]) => {
    const expression = expressionOf(text, `compute.${name}.expression`, problem)
    let validate: Validator | undefined
    try {
      validate = createValidator(type)
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error
      problem(`compute.${name}.type`, `it is not a JSON Schema: ${error.message}`)
    }
    return expression && validate ? [{ name, expression, type, validate }] : []
  })

const changesOf = (config: StreamConfig, salt: string | undefined): readonly NamedChange[] => [
  ...entriesOf(config.hash).map(([name, algorithm]) => ({
    setting: `hash.${name}`,
    name,
    change: hash(algorithm, salt),
    keepsKeys: true,
  })),
  ...entriesOf(config.mask).map(([name, how]) => ({
    setting: `mask.${name}`,
    name,
    change: mask(how),
    keepsKeys: false,
  })),
  ...entriesOf(config.cast).map(([name, type]) => ({
    setting: `cast.${name}`,
    name,
    change: cast(type),
    keepsKeys: true,
  })),
]

const refuseContradictions = (
  { drop = [], compute = {} }: StreamConfig,
  changes: readonly NamedChange[],
  problem: Problem,
): void => {
  const changed = new Set<string>()
  for (const { setting, name } of changes) {
    if (drop.includes(name)) problem(setting, 'the field is dropped as well; take one of them away')
    if (changed.has(name)) problem(setting, 'a field takes one of hash, mask and cast')
    changed.add(name)
  }
  for (const name of drop) {
    if (Object.hasOwn(compute, name)) {
      problem(`compute.${name}`, 'the field is dropped as well; take one of them away')
    }
  }
}

const renamingOf = (config: StreamConfig, problem: Problem): Renaming => {
  const { match, replace = '', case: letterCase } = config.rename_all ?? {}
  let pattern: RegExp | undefined
  try {
    pattern = match === undefined ? undefined : new RegExp(match, 'gu')
  } catch (error) {
    problem('rename_all.match', (error as Error).message)
  }
  const names = new Map(entriesOf(config.rename))
  return { names, all: { match: pattern, replace, letterCase } }
}

/**
 * Makes a mapping out of what the config says of a stream. What is wrong with it goes to
 * `context.issues`, all of it at once.
 */
export function compileMapping(config: StreamConfig, context: MappingContext): Mapping {
  const { setting, isForMany, salt, issues } = context
  const problem: Problem = (path, message) => issues.push({ path: `${setting}.${path}`, message })
  const filter = filterOf(config, problem)
  const computed = computedOf(config, problem)
  const changes = changesOf(config, salt)
  const { alias, select, drop = [], flatten, key_properties: keyProperties } = config
  refuseContradictions(config, changes, problem)
  const renaming = renamingOf(config, problem)
  const steps: PrepareStep[] = []
  if (filter) steps.push(filterStep(filter))
  if (computed.length > 0) steps.push(computeStep(computed))
  if (select || drop.length > 0 || changes.length > 0) {
    steps.push(fieldsStep({ select, computed: computed.map(({ name }) => name), drop, changes }))
  }
  if (flatten) {
    const { separator = '__', max_depth: maxDepth = 16, nested = 'string' } = flatten
    const { max_key_length: maxKeyLength = 255 } = flatten
    steps.push(flattenStep({ separator, maxDepth, maxKeyLength, nested }))
  }
  if (renaming.names.size > 0 || config.rename_all) steps.push(renameStep(renaming))
  return { setting, isForMany, alias, steps, keys: keysStep(keyProperties) }
}
