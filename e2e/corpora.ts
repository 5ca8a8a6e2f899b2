import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of corpora that nobody here wrote, beside the repository. */
const folder = fileURLToPath(new URL('../../shared/corpora/', import.meta.url))

/** The path of a corpus, or undefined where it is absent: such a test is skipped with a message. */
export function corpus(name: string): string | undefined {
  const path = `${folder}${name}`
  if (existsSync(path)) return path
  process.stderr.write(`skipped: the corpus ${name} is not beside this repository\n`)
  return undefined
}
