import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ConnectorKind, ConnectorName } from './connector-name.ts'
import { FolderError } from './folder-error.ts'
import { type ConnectorFile, filesFor } from './template.ts'

/** What is to be written, and where. */
export interface NewConnector {
  readonly kind: ConnectorKind
  readonly name: ConnectorName
  /** A folder that is empty or not there; a `.git` in it is no obstacle. */
  readonly directory: string
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

const reasonOf = ({ code }: NodeJS.ErrnoException): string =>
  code === 'ENOTDIR' ? 'is not a folder' : `cannot be written to (${code})`

/** The names in a folder; none where it is not there. */
const namesIn = async (directory: string): Promise<readonly string[]> => {
  try {
    return await readdir(directory)
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return []
    throw error
  }
}

const write = async (directory: string, files: readonly ConnectorFile[]): Promise<void> => {
  const found = (await namesIn(directory)).find((name) => name !== '.git')
  if (found !== undefined) throw new FolderError(directory, `is not empty, it holds ${found}`)
  for (const { path, text } of files) {
    const file = join(directory, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  }
}

/**
 * Writes a new connector that works and is tested. Nothing is overwritten.
 *
 * @returns The files, as paths below the folder.
 * @throws {FolderError} where the folder is not empty, or cannot be written to.
 * @example
 * const name = connectorName('tap', 'billing')
 * await createConnector({ kind: 'tap', name, directory: 'tap-billing' })
 */
export async function createConnector(connector: NewConnector): Promise<readonly string[]> {
  const { kind, name, directory } = connector
  const files = filesFor(kind, name)
  try {
    await write(directory, files)
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new FolderError(directory, reasonOf(error), { cause: error })
  }
  return files.map(({ path }) => path)
}
