import { buildStandardObjects } from './build-standard-objects.ts'
import { buildCustomObjects, buildGeneratedObjects } from './custom-objects.ts'
import type { Field } from './field.ts'
import { KeyPrefixes } from './key-prefixes.ts'
import type { ObjectDefinition } from './object-definition.ts'

let usual: readonly ObjectDefinition[] | undefined

/** What every org has. It never changes, so it is made once. */
function usualObjects(): readonly ObjectDefinition[] {
  if (usual === undefined) {
    const prefixes = new KeyPrefixes()
    usual = [...buildStandardObjects(prefixes), ...buildCustomObjects(prefixes)]
  }
  return usual
}

/** The objects of an org, found by name whatever its capitals. They can be redefined as it runs. */
export class Schema {
  readonly #objects: Map<string, ObjectDefinition>
  readonly #fields = new WeakMap<ObjectDefinition, Map<string, Field>>()

  /**
   * @param generatedObjects How many custom objects to add to make the org a large one.
   * @param changedAt When all of it was defined, in milliseconds since 1970.
   */
  constructor(generatedObjects: number, changedAt: number) {
    const objects = [...usualObjects(), ...buildGeneratedObjects(generatedObjects)]
    this.#objects = new Map(
      objects
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map((object) => [object.name.toLowerCase(), { ...object, changedAt }]),
    )
  }

  /** Every object, in alphabetical order. */
  get objects(): ObjectDefinition[] {
    return [...this.#objects.values()]
  }

  object(name: string): ObjectDefinition | undefined {
    return this.#objects.get(name.toLowerCase())
  }

  /** A field of an object, whatever its capitals. */
  field(object: ObjectDefinition, name: string): Field | undefined {
    let fields = this.#fields.get(object)
    if (fields === undefined) {
      fields = new Map(object.fields.map((field) => [field.name.toLowerCase(), field]))
      this.#fields.set(object, fields)
    }
    return fields.get(name.toLowerCase())
  }

  /** Puts another definition in the place of the one of the same name. */
  redefine(object: ObjectDefinition): void {
    this.#objects.set(object.name.toLowerCase(), object)
  }
}
