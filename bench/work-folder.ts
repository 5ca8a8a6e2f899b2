import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The path of a folder within `.bench/`, which git ignores; makes the folder.
 *
 * @example
 * join(workFolder('output'), 'messages.jsonl')
 */
export function workFolder(...parts: readonly string[]): string {
  const folder = join(root, '.bench', ...parts)
  mkdirSync(folder, { recursive: true })
  return folder
}
