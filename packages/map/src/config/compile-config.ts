import { ConfigError, createValidator, type Issue } from '@descant/sdk'
import type { OnError } from '../failures.ts'
import { compileMapping, type Mapping } from './compile-mapping.ts'
import { globPattern, isGlob } from './glob-pattern.ts'
import type { MapConfig } from './map-config.ts'
import { settings } from './settings.ts'
import type { StreamConfig } from './stream-settings.ts'

/** What becomes of a stream: it is mapped, passes through, or is left out (null). */
export type Fate = Mapping | 'pass' | null

/** A config, checked and compiled. */
export interface CompiledConfig {
  /** What becomes of a stream. */
  fateOf(stream: string): Fate
  /** The streams that the config names one by one. */
  readonly names: readonly string[]
  readonly onError: OnError
  /** Whether a field that is missing from a stream's schema is an error. */
  readonly failsOnMissing: boolean
  /** What must be kept out of logs. */
  readonly secrets: readonly string[]
  /** Milliseconds. */
  readonly lineTimeout: number
}

const validate = createValidator(settings, { allIssues: true })

/**
 * Checks a config and compiles its expressions and patterns.
 *
 * @throws {ConfigError} with every problem at once.
 */
export function compileConfig(config: MapConfig): CompiledConfig {
  const faults = validate(config)
  if (faults.length > 0) throw new ConfigError(faults)
  const issues: Issue[] = []
  const salt = config.hash_salt
  const compile = (stream: StreamConfig | null, setting: string, isForMany: boolean): Fate => {
    if (stream === null) return null
    if (Object.keys(stream).length === 0) return 'pass'
    return compileMapping(stream, { setting, isForMany, salt, issues })
  }
  const names = new Map<string, Fate>()
  const patterns: (readonly [RegExp, Fate])[] = []
  for (const [name, stream] of Object.entries(config.streams ?? {})) {
    const fate = compile(stream, `streams.${name}`, isGlob(name))
    if (isGlob(name)) patterns.push([globPattern(name), fate])
    else names.set(name, fate)
  }
  const others = compile(config.else === undefined ? {} : config.else, 'else', true)
  if (issues.length > 0) throw new ConfigError(issues)
  return {
    fateOf(stream) {
      const named = names.get(stream)
      if (named !== undefined) return named
      const matching = patterns.find(([pattern]) => pattern.test(stream))
      return matching ? matching[1] : others
    },
    names: [...names.keys()],
    onError: config.on_error ?? 'fail',
    failsOnMissing: config.missing_fields !== 'warn',
    secrets: salt === undefined ? [] : [salt],
    lineTimeout: (config.line_timeout_seconds ?? 10) * 1000,
  }
}
