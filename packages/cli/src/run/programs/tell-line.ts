import type { Facts, Logger } from '@descant/sdk'

const parse = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** The level that a line of any program says it is of. */
const levelOf = (line: string): 'info' | 'warning' | 'error' => {
  if (/^(CRITICAL|FATAL|ERROR)\b|\| (CRITICAL|ERROR) *\|/.test(line)) return 'error'
  return /^WARN(ING)?\b|\| WARNING *\|/.test(line) ? 'warning' : 'info'
}

/**
 * Tells a line that a program wrote to stderr in our own log: what it wrote as JSON stays facts, and
 * metrics, which are counted, are not told again.
 */
export function tellLine(log: Logger, line: string, of: Facts): void {
  if (line.includes('METRIC: ') || line.trim() === '') return
  const told = parse(line)
  if (told === undefined) {
    log[levelOf(line)](line, of)
    return
  }
  const { level, message, ts: _time, logger: _name, ...facts } = told
  const known = level === 'debug' || level === 'warning' || level === 'error' ? level : 'info'
  log[known](String(message ?? ''), { ...of, ...facts })
}
