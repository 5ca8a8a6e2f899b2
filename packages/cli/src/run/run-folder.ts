import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder for what the programs of a run read: configs with secrets in the clear, STATE, catalogs.
 * Only its owner can enter it, and it is gone when the run is.
 */
export class RunFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async make(): Promise<RunFolder> {
    // mkdtemp makes it for its owner alone (0700).
    return new RunFolder(await mkdtemp(join(tmpdir(), 'descant-run-')))
  }

  /** Writes a file that only its owner can read, and gives its path. */
  async write(name: string, content: string | object): Promise<string> {
    const path = join(this.path, name)
    const text = typeof content === 'string' ? content : `${JSON.stringify(content)}\n`
    await rm(path, { force: true })
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return path
  }

  /** When a file was last changed, in milliseconds. */
  async changedAt(name: string): Promise<number> {
    return (await stat(join(this.path, name))).mtimeMs
  }

  async read(name: string): Promise<string> {
    return readFile(join(this.path, name), 'utf8')
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}
