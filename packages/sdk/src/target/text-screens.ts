import type { JsonSchema } from '../schema/infer.ts'
import { Screen } from './packing/screen/screen.ts'
import { openScreen } from './packing/screen/screen-memory.ts'

/** Longer texts are rare, and left to the parser: their bytes would be held for the whole run. */
const longestText = 4 * 1024 * 1024

/** A {@link Screen} for each stream, for records that are at hand as text and not as bytes. */
export class TextScreens {
  readonly #memory = openScreen()
  readonly #screens = new Map<string, Screen>()

  /** From here on the records of a stream are held against a schema; undefined: against their keys. */
  set(stream: string, schema: JsonSchema | undefined, keys: readonly string[]): void {
    if (this.#memory) this.#screens.set(stream, new Screen(this.#memory, schema, keys))
  }

  /**
   * Whether a text surely is one JSON object, has all keys, and is good by the schema of its stream.
   *
   * Writing its bytes and walking them once takes a fraction of what parsing takes, and leaves no
   * objects.
   */
  passes(stream: string, text: string): boolean {
    return text.length <= longestText && (this.#screens.get(stream)?.pass(text) ?? false)
  }
}
