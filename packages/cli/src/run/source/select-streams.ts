import { type Catalog, ConfigError, parseCatalog, selectByPatterns } from '@descant/sdk'
import { type ChildCommand, outputOf } from '../programs/start-child.ts'

/**
 * Whether a tap chooses streams by a setting `select` of its own, as those on our SDK do. Only what
 * runs on Node is asked: others would start for nothing.
 */
export async function knowsSelect(tap: ChildCommand, signal: AbortSignal): Promise<boolean> {
  if (tap.file !== process.execPath) return false
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
