/** What a log line says beside its message. Values are shown as JSON; secrets in them are redacted. */
export type Facts = Readonly<Record<string, unknown>>

export type LogLevel = 'debug' | 'info' | 'warning' | 'error'

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error']

/** Where the events of a run are told. Lines go to stderr: stdout belongs to the protocol. */
export interface Logger {
  debug(message: string, facts?: Facts): void
  info(message: string, facts?: Facts): void
  warning(message: string, facts?: Facts): void
  error(message: string, facts?: Facts): void
  /** The last words before a non-zero exit: one line that begins with `CRITICAL`, whatever the format. */
  critical(message: string): void
  /** A Singer metric, as `INFO METRIC: {…}`, whatever the format. */
  metric(point: Facts): void
}

export interface LoggerOptions {
  /** The connector's name, part of each line. */
  readonly name: string
  /** Takes each finished line, with its line end. */
  readonly write: (line: string) => void
  /** JSON lines for machines (default), or text for a person at a terminal. */
  readonly format?: 'json' | 'text'
  /** The least level that is shown. @default 'info' */
  readonly level?: LogLevel
  /** Hides secrets in a finished line. */
  readonly redact?: (line: string) => string
  readonly now?: () => Date
}

const asText = (facts: Facts) =>
  Object.entries(facts)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('')

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')

/**
 * Makes a logger.
 *
 * @example
 * const log = createLogger({ name: 'tap-toy', write: (line) => process.stderr.write(line) })
 * log.info('page read', { stream: 'orders', records: 250 })
 */
export function createLogger(options: LoggerOptions): Logger {
  const { name, write, format = 'json', level = 'info', now = () => new Date() } = options
  const redact = options.redact ?? ((line: string) => line)
  const line = (text: string) => write(`${redact(oneLine(text))}\n`)
  const at =
    (own: LogLevel) =>
    (message: string, facts: Facts = {}) => {
      if (levels.indexOf(own) < levels.indexOf(level)) return
      line(
        format === 'text'
          ? `${own.toUpperCase()} ${message}${asText(facts)}`
          : JSON.stringify({
              level: own,
              ts: now().toISOString(),
              logger: name,
              message,
              ...facts,
            }),
      )
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warning: at('warning'),
    error: at('error'),
    critical: (message) => line(`CRITICAL ${message}`),
    metric: (point) => line(`INFO METRIC: ${JSON.stringify(point)}`),
  }
}

const shortestSecret = 4

/**
 * Makes a function that hides every occurrence of the given secrets, also where JSON or a URL has
 * escaped them. Values shorter than four characters are left alone: hiding them would hide the log.
 */
export function redactor(secrets: readonly string[]): (line: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
    ])
    .sort((a, b) => b.length - a.length)
  const unique = [...new Set(forms)]
  return (line) => unique.reduce((text, form) => text.replaceAll(form, '[redacted]'), line)
}

/** A logger that tells nothing, for libraries used without a process around them. */
export const silentLogger: Logger = createLogger({ name: 'silent', write: () => {} })
