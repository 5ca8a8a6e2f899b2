import { readFileSync } from 'node:fs'
import { SandboxError } from './error.ts'

/** What a command does once its arguments are understood. */
export type Command =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'serve'; readonly start: () => Promise<RunningSandbox> }

/** A server that runs until it is closed. */
interface RunningSandbox {
  /** What a client needs to know, printed as one JSON line. */
  readonly ready: Readonly<Record<string, string>>
  close(): Promise<void>
}

/**
 * A whole number of an option.
 *
 * @throws SandboxError SANDBOX_ARGUMENTS
 */
export function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  const most = name === 'port' ? 65_535 : Number.MAX_SAFE_INTEGER
  if (!/^\d+$/.test(text) || number > most) {
    throw badArguments(`--${name} takes a whole number from 0 to ${most}, not "${text}".`)
  }
  return number
}

/**
 * A time of an option, in milliseconds since 1970 and on a whole second.
 *
 * @throws SandboxError SANDBOX_ARGUMENTS
 */
export function moment(text: string): number {
  const milliseconds = text === 'real' ? Date.now() : Date.parse(text)
  if (Number.isNaN(milliseconds)) {
    throw badArguments(`--clock takes a time as 2026-11-01T00:00:00Z, or real, not "${text}".`)
  }
  return Math.floor(milliseconds / 1000) * 1000
}

/** What is told where arguments will not do: exit code 2. */
export function badArguments(problem: string, cause?: unknown): SandboxError {
  return new SandboxError('SANDBOX_ARGUMENTS', `${problem} descant-sandbox --help shows how.`, {
    exitCode: 2,
    cause,
  })
}

/** The version of this package. */
export function packageVersion(): string {
  const file = new URL('../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** The same object without the keys that hold nothing, as exact optional properties want it. */
export function withoutUndefined<T extends object>(
  object: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
