import { expect, test } from 'vitest'
import { createLogger, type LoggerOptions, redactor } from './log.ts'

const logged = (
  options: Partial<LoggerOptions>,
  work: (log: ReturnType<typeof createLogger>) => void,
) => {
  const lines: string[] = []
  const now = () => new Date(0)
  work(createLogger({ name: 'tap-toy', write: (line) => lines.push(line), now, ...options }))
  return lines
}

test('a line is one JSON object', () => {
  const lines = logged({}, (log) => log.warning('slow\npage', { stream: 'orders' }))
  expect(lines).toEqual([
    '{"level":"warning","ts":"1970-01-01T00:00:00.000Z","logger":"tap-toy","message":"slow\\npage","stream":"orders"}\n',
  ])
})

test('metrics and last words are what scripts of the field look for, in any format', () => {
  for (const format of ['json', 'text'] as const) {
    const lines = logged({ format }, (log) => {
      log.metric({ type: 'counter', metric: 'record_count', value: 1, tags: {} })
      log.critical('two\nlines')
    })
    expect(lines[0]).toMatch(/^INFO METRIC: (\{.*\})\n$/)
    expect(lines[1]).toBe('CRITICAL two lines\n')
  }
})

test('lines below the level are left out', () => {
  const lines = logged({ level: 'error' }, (log) => {
    log.debug('a')
    log.info('b')
    log.warning('c')
    log.error('d')
  })
  expect(lines).toHaveLength(1)
})

test('secrets are hidden in every form that they take on their way to a line', () => {
  const secret = 'pä$s "wurst"/+'
  const redact = redactor([secret, 'abc'])
  const forms = [
    secret,
    JSON.stringify({ password: secret }),
    `https://x/?p=${encodeURIComponent(secret)}`,
    `Basic ${Buffer.from(secret).toString('base64')}`,
  ]
  for (const form of forms) {
    const hidden = redact(form)
    expect(hidden).toContain('[redacted]')
    expect(hidden).not.toContain('wurst')
  }
  expect(redact('abc is too short to hide')).toContain('abc')
})

test('a secret that holds another is hidden whole', () => {
  expect(redactor(['secret', 'secret-longer'])('a secret-longer one')).toBe('a [redacted] one')
})
