import type { JsonSchema } from '../../../schema/infer.ts'
import type { ScreenMemory } from './screen-memory.ts'
import { screenNode } from './screen-node.ts'
import { writeScreen } from './write-screen.ts'

/**
 * Finds records that are surely good, by one pass over their bytes: well-formed JSON with all keys,
 * and good by the schema. It never says so of a record that the parser or the validator would
 * refuse; of some that they would take it says nothing, and they are asked. Most records of most
 * streams need no parsing so.
 */
export class Screen {
  readonly memory: ScreenMemory
  /** The address of what records are held against. */
  readonly node: number

  /** @param schema What records are held against; undefined where JSON and keys are all. */
  constructor(memory: ScreenMemory, schema: JsonSchema | undefined, keys: readonly string[]) {
    this.memory = memory
    this.node = writeScreen(memory, screenNode(schema ?? {}, keys))
  }

  /** How many bytes the object takes that a line begins with, where it is surely good; else -1. */
  pass(line: Uint8Array): number {
    const { memory, node } = this
    const place = memory.end
    memory.reserve(place + line.length)
    memory.bytes.set(line, place)
    const end = memory.exports.passRecord(place, node)
    return end < 0 ? -1 : end - place
  }
}
