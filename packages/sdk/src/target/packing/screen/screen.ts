import type { JsonSchema } from '../../../schema/infer.ts'
import type { ScreenMemory } from './screen-memory.ts'
import { screenNode } from './screen-node.ts'
import { writeScreen } from './write-screen.ts'

/** UTF-8 takes no more bytes for a unit of a JavaScript string. */
const bytesPerUnit = 3

const newline = 10

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

  /** Whether a text is one object that is surely good, and nothing else. */
  pass(text: string): boolean {
    const { memory, node } = this
    const place = memory.end
    memory.reserve(place + text.length * bytesPerUnit + 1)
    const end = place + memory.bytes.write(text, place)
    memory.bytes[end] = newline
    return memory.exports.passRecord(place, node) === end
  }
}
