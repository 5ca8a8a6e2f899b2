import type { Failures } from '../failures.ts'
import { type Field, type Fields, newField } from '../json/fields.ts'
import type { Shape } from '../schema/shape.ts'
import { inCase, type LetterCase } from './letter-case.ts'
import { isReserved, type PrepareStep, type StepContext } from './step.ts'

/** What fields are to be called, as the config says. */
export interface Renaming {
  /** Old names to new ones; these win over `all`. */
  readonly names: ReadonlyMap<string, string>
  /** What becomes of every other name. */
  readonly all: {
    readonly match: RegExp | undefined
    readonly replace: string
    readonly letterCase: LetterCase | undefined
  }
}

/** New names that are remembered; records may have any number of names of their own. */
const mostRemembered = 10_000

const newName = (name: string, { names, all }: Renaming): string => {
  const given = names.get(name)
  if (given !== undefined) return given
  if (isReserved(name)) return name
  const replaced = all.match ? name.replace(all.match, all.replace) || name : name
  return all.letterCase ? inCase(replaced, all.letterCase) : replaced
}

/** Renames the fields of records. */
class Renamer {
  readonly #renaming: Renaming
  readonly #failures: Failures
  readonly #setting: string
  readonly #keys = new Map<string, { readonly name: string; readonly key: string | undefined }>()

  constructor(renaming: Renaming, failures: Failures, setting: string) {
    this.#renaming = renaming
    this.#failures = failures
    this.#setting = setting
  }

  rename(fields: Fields): Fields {
    const renamed: Fields = new Map()
    for (const [old, field] of fields) {
      const { name, key } = this.#find(old)
      if (renamed.has(name)) {
        const reason = `two fields of the record would be ${name}; drop or rename one of them`
        this.#failures.ofRecord(this.#setting, reason)
      }
      renamed.set(name, key === undefined ? field : { key, text: field.text })
    }
    return renamed
  }

  #find(old: string) {
    let found = this.#keys.get(old)
    if (found === undefined) {
      const name = newName(old, this.#renaming)
      found = { name, key: name === old ? undefined : JSON.stringify(name) }
      if (this.#keys.size >= mostRemembered) this.#keys.clear()
      this.#keys.set(old, found)
    }
    return found
  }
}

const renameProperties = (
  { properties }: Shape,
  renaming: Renaming,
  { problem }: StepContext,
): Map<string, Field> => {
  const renamed = new Map<string, Field>()
  const oldNames = new Map<string, string>()
  for (const [old, field] of properties) {
    const name = newName(old, renaming)
    if (renamed.has(name)) {
      const setting = renaming.names.has(old) ? `rename.${old}` : 'rename_all'
      const other = oldNames.get(name)
      problem(setting, `${other} and ${old} would both be ${name}; drop or rename one of them`)
    }
    oldNames.set(name, old)
    renamed.set(name, name === old ? field : newField(name, field.text))
  }
  return renamed
}

/** Gives fields other names, one by one or all of them by a pattern and a letter case. */
export const renameStep =
  (renaming: Renaming): PrepareStep =>
  (shape, context) => {
    for (const old of renaming.names.keys()) {
      if (shape.isDeclared && !shape.properties.has(old)) context.missing('rename', old)
    }
    const properties = renameProperties(shape, renaming, context)
    const called = (name: string) => newName(name, renaming)
    const renamer = new Renamer(renaming, context.failures, `${context.setting}.rename`)
    return {
      shape: {
        ...shape,
        properties,
        required: new Set([...shape.required].map(called)),
        keyProperties: shape.keyProperties.map(called),
        bookmarkProperties: shape.bookmarkProperties.map(called),
      },
      apply: (fields) => renamer.rename(fields),
    }
  }
