import { ScanError } from '@descant/sdk'
import type { Change } from '../changes/change.ts'
import type { Failures } from '../failures.ts'
import { hasField, pathTo } from '../schema/find-field.ts'
import type { Shape } from '../schema/shape.ts'
import { ValueError } from '../value-error.ts'
import { FieldTree } from './field-tree.ts'
import { changeFields } from './field-tree-of-record.ts'
import { changeProperties } from './field-tree-of-schema.ts'
import type { PrepareStep, StepContext } from './step.ts'

/** A change that the config asks for. */
export interface NamedChange {
  /** The operation and the field, as `hash.email`. */
  readonly setting: string
  /** The field, or the way to it with dots: `customer.email`. */
  readonly name: string
  readonly change: Change
  /** Whether equal and different values stay so: a key may be hashed, but not masked. */
  readonly keepsKeys: boolean
}

/** What is to become of the fields of a stream, as the config says. */
export interface FieldSettings {
  /** The fields that are kept; absent where all are. */
  readonly select: readonly string[] | undefined
  /** Fields that are kept whatever `select` says. */
  readonly computed: readonly string[]
  readonly drop: readonly string[]
  readonly changes: readonly NamedChange[]
}

const reasonOf = (error: unknown): string => {
  if (error instanceof ValueError) return error.message
  if (error instanceof SyntaxError || error instanceof ScanError) return 'it is not JSON'
  throw error
}

const guarded = ({ type, apply }: Change, setting: string, failures: Failures) => ({
  type,
  setting,
  apply(text: string) {
    try {
      return apply(text)
    } catch (error) {
      return failures.ofValue(setting, reasonOf(error))
    }
  },
})

const treeOf = (settings: FieldSettings, shape: Shape, context: StepContext): FieldTree => {
  const tree = new FieldTree()
  const find = (setting: string, name: string): readonly string[] => {
    const path = pathTo(shape, name)
    if (!hasField(shape, path)) context.missing(setting, name)
    return path
  }
  if (settings.select) {
    for (const name of settings.computed) tree.select([name])
    for (const name of settings.select) tree.select(find('select', name))
  }
  for (const name of settings.drop) tree.at(find('drop', name)).isDropped = true
  for (const { setting, name, change } of settings.changes) {
    const node = tree.at(find(setting, name))
    node.change = guarded(change, `${context.setting}.${setting}`, context.failures)
  }
  return tree
}

/** Keeps, drops, hashes, masks and casts fields, also within objects and lists. */
export const fieldsStep =
  (settings: FieldSettings): PrepareStep =>
  (shape, context) => {
    const tree = treeOf(settings, shape, context)
    const { root, keyProperties } = shape
    const useless = new Set(
      settings.changes.filter(({ keepsKeys }) => !keepsKeys).map(({ name }) => name),
    )
    const keeps = (name: string) => tree.keeps(name)
    const isKey = (name: string) => keeps(name) && !useless.has(name)
    return {
      shape: {
        ...shape,
        properties: changeProperties(shape.properties, tree, { root, ...context }),
        required: new Set([...shape.required].filter(keeps)),
        keyProperties: keyProperties.filter(isKey),
        bookmarkProperties: shape.bookmarkProperties.filter(keeps),
        lostKeys: [...shape.lostKeys, ...keyProperties.filter((name) => !isKey(name))],
      },
      apply: (fields) => changeFields(fields, tree),
    }
  }
