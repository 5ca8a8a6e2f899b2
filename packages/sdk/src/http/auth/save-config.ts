import { randomUUID } from 'node:crypto'
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConfigError } from '../../errors.ts'

/** The last write to each file: writes of one process come one after another. */
const queues = new Map<string, Promise<void>>()

/**
 * Writes values back to a Singer config file, as the specification asks of taps whose config changes
 * during a run (a rotated refresh token). The file is replaced at once: a reader, or a crash, meets
 * the old one or the new one. Other keys, those that others wrote meanwhile, the indent and the
 * file's mode and owner stay.
 *
 * A file that cannot be replaced, because it is mounted by itself into a container, is written in place.
 *
 * @throws ConfigError where the file cannot be written or is no JSON object; says who must do what.
 * @example
 * refreshToken({ …, onRotated: ({ refreshToken }) => saveConfig(path, { refresh_token: refreshToken }) })
 */
export async function saveConfig(
  path: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const before = queues.get(path) ?? Promise.resolve()
  const write = before.catch(() => {}).then(() => writeConfig(path, values))
  queues.set(path, write)
  try {
    await write
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause
    throw new ConfigError([{ path: '', message: explain(path, cause) }], { cause })
  } finally {
    if (queues.get(path) === write) queues.delete(path)
  }
}

async function writeConfig(path: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  // The file behind a link is replaced, not the link.
  const file = await realpath(path)
  const text = await readFile(file, 'utf8')
  const next = mergeConfig(text, values)
  if (next === undefined) {
    throw new ConfigError([
      {
        path: '',
        message: `${path} is no JSON object any more, so ${keysOf(values)} cannot be saved.`,
      },
    ])
  }
  if (next === text) return
  try {
    await replaceFile(file, next)
  } catch (error) {
    if (!inPlaceCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await writeDurably(file, 'r+', next)
  }
}

/** A mount point cannot be renamed over, and its folder may be read-only. */
const inPlaceCodes = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS'])

async function replaceFile(file: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(file)
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    await writeDurably(beside, 'wx', text, async (handle) => {
      await handle.chmod(mode & 0o777)
      // Only root may give a file away; for others it is theirs already.
      await handle.chown(uid, gid).catch(() => {})
    })
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function writeDurably(
  file: string,
  flags: 'wx' | 'r+',
  text: string,
  prepare?: (handle: Handle) => Promise<void>,
): Promise<void> {
  // 0600 from its first moment: it holds secrets.
  const handle = await open(file, flags, 0o600)
  try {
    await prepare?.(handle)
    const { bytesWritten } = await handle.write(text, 0)
    await handle.truncate(bytesWritten)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The text of a config with new values; keys in their old order, the indent kept. `undefined` where
 * the text is no JSON object.
 */
export function mergeConfig(
  text: string,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const config = parse(text.replace(/^\uFEFF/, ''))
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return undefined
  const indent = /^\s*\{\s*?\n([ \t]+)/.exec(text)?.[1] ?? 0
  const end = /\s*$/.exec(text)?.[0] ?? ''
  return `${JSON.stringify({ ...config, ...values }, null, indent)}${end}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const keysOf = (values: object) => Object.keys(values).join(', ')

function explain(path: string, cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  return (
    `${path} cannot be written (${code}), and new credentials would be lost: make the file and its ` +
    'folder writable for the user that runs the tap.'
  )
}
