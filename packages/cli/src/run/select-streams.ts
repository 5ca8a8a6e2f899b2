import { text } from 'node:stream/consumers'
import { type Catalog, ConfigError, parseCatalog, selectByPatterns } from '@descant/sdk'
import { type ChildCommand, exitOf, signalChild, startChild } from './start-child.ts'

/** Runs a program and gives what it writes to stdout; undefined where it fails. */
export async function outputOf(
  command: ChildCommand,
  signal: AbortSignal,
): Promise<string | undefined> {
  const child = startChild(command, ['ignore', 'pipe', 'ignore'])
  const end = () => signalChild(child, 'SIGKILL')
  signal.addEventListener('abort', end, { once: true })
  try {
    const [output, { code }] = await Promise.all([
      child.stdout ? text(child.stdout).catch(() => '') : '',
      exitOf(child),
    ])
    return code === 0 ? output : undefined
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** Whether a tap chooses streams by a setting `select` of its own, as those on our SDK do. */
export async function knowsSelect(tap: ChildCommand, signal: AbortSignal): Promise<boolean> {
  const args = [...tap.args, '--about', '--format=json']
  const about = await outputOf({ ...tap, args }, signal)
  try {
    const { settings } = JSON.parse(about ?? '') as {
      settings?: { properties?: Record<string, unknown> }
    }
    return settings?.properties?.select !== undefined
  } catch {
    return false
  }
}

/**
 * The catalog of a tap with the streams and fields that are wanted.
 *
 * @param tap with its `--config`.
 * @throws {ConfigError} where the tap cannot tell what there is.
 */
export async function selectedCatalog(
  tap: ChildCommand,
  select: readonly string[],
  signal: AbortSignal,
): Promise<Catalog> {
  const found = await outputOf({ ...tap, args: [...tap.args, '--discover'] }, signal)
  if (found === undefined) {
    const message =
      'the tap cannot tell its streams (--discover failed): give a catalog, or run the tap with --discover to see why'
    throw new ConfigError([{ path: 'select', message }])
  }
  return selectByPatterns(parseCatalog(JSON.parse(found)), select)
}
