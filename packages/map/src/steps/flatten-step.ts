import type { Failures } from '../failures.ts'
import { type Fields, readFields } from '../json/fields.ts'
import { flatName } from './flat-name.ts'
import {
  type FlatField,
  type FlatNode,
  type FlatPlan,
  type Flattening,
  planFlattening,
} from './flat-plan.ts'
import type { PrepareStep, StepContext } from './step.ts'

const isNested = (text: string) => text.startsWith('{') || text.startsWith('[')

/** Takes records apart, as planned for their schema. */
class Flattener {
  readonly #plan: FlatPlan
  readonly #how: Flattening
  readonly #failures: Failures
  readonly #setting: string

  constructor(plan: FlatPlan, how: Flattening, failures: Failures, setting: string) {
    this.#plan = plan
    this.#how = how
    this.#failures = failures
    this.#setting = setting
  }

  flatten(fields: Fields): Fields {
    const flat: Fields = new Map()
    for (const [name, { key, text }] of fields) {
      const node = this.#plan.nodes.get(name)
      this.#put(flat, text, node ? { ...node, key } : { path: name, name, key })
    }
    return flat
  }

  #put(flat: Fields, text: string, { path, name, key, children }: FlatNode): void {
    if (children && text.startsWith('{')) {
      for (const [child, field] of readFields(text)) {
        this.#put(flat, field.text, children.get(child) ?? this.#undeclared(path, child))
      }
      return
    }
    if (children && text === 'null') {
      for (const child of children.values()) this.#put(flat, text, child)
      return
    }
    if (flat.has(name)) {
      const reason = `two fields of the record would be ${name}; drop or rename one of them`
      this.#failures.ofRecord(this.#setting, reason)
    }
    const isString = this.#how.nested === 'string' && isNested(text)
    flat.set(name, { key, text: isString ? JSON.stringify(text) : text })
  }

  #undeclared(parent: string, child: string): FlatNode {
    const path = `${parent}${this.#how.separator}${child}`
    const name = flatName(path, this.#how.maxKeyLength)
    return { path, name, key: JSON.stringify(name) }
  }
}

const refuseClashes = (fields: readonly FlatField[], { problem }: StepContext): void => {
  const taken = new Set<string>()
  for (const { name } of fields) {
    if (taken.has(name)) {
      problem('flatten', `two fields would be ${name}; drop one, or choose another separator`)
    }
    taken.add(name)
  }
}

/**
 * Takes objects apart into fields of the record, `customer.email` into `customer__email`. A null
 * object is null in each of its fields. What cannot be taken apart (lists, objects whose fields are
 * not told, what lies too deep) becomes a string of JSON, digit for digit.
 */
export const flattenStep =
  (how: Flattening): PrepareStep =>
  (shape, context) => {
    const plan = planFlattening(shape, how)
    refuseClashes(plan.fields, context)
    const names = new Set(plan.fields.map(({ name }) => name))
    const stays = (name: string) => names.has(name) || !shape.properties.has(name)
    const setting = `${context.setting}.flatten`
    const flattener = new Flattener(plan, how, context.failures, setting)
    return {
      shape: {
        ...shape,
        properties: new Map(plan.fields.map(({ name, field }) => [name, field])),
        required: new Set(
          plan.fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
        ),
        keyProperties: shape.keyProperties.filter(stays),
        bookmarkProperties: shape.bookmarkProperties.filter(stays),
        lostKeys: [...shape.lostKeys, ...shape.keyProperties.filter((name) => !stays(name))],
      },
      apply: (fields) => flattener.flatten(fields),
    }
  }
