import { LoadError, type LoadErrorCode, type LoadErrorOptions } from '../load-error.ts'

/** Where a session leads, without its password. */
export interface ServerFacts {
  /** `host:port` */
  readonly address: string
  readonly database: string
  readonly user: string
}

/** What an error of the server or of the network to it may carry. */
interface RawError {
  readonly message?: string
  /** An SQLSTATE of five characters, or the code of a system call. */
  readonly code?: string
  readonly syscall?: string
  /** Where in a COPY it happened: `COPY orders, line 3, column note: "…"`. */
  readonly where?: string
  readonly constraint?: string
}

/**
 * Turns an error of PostgreSQL, or of the way to it, into words with advice. Values of rows, which
 * the server quotes in its messages, stay out. Errors that are already in words, and errors that
 * are none of PostgreSQL's, come back as they are.
 *
 * @param table the table that was being loaded, where there is one
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function explainPostgres(error: unknown, server: ServerFacts, table?: string): unknown {
  if (!(error instanceof Error) || LoadError.is(error)) return error
  const raw = error as RawError
  const words = byCode(raw, server, table) ?? byMessage(raw.message ?? '', server)
  if (words === undefined) return error
  const [code, message, exitCode] = words
  const options: LoadErrorOptions = exitCode ? { cause: error, exitCode } : { cause: error }
  return new LoadError(code, message, options)
}

type Words = readonly [code: LoadErrorCode, message: string, exitCode?: 2 | 3]

function byCode(raw: RawError, server: ServerFacts, table: string | undefined): Words | undefined {
  const { code = '' } = raw
  const where = `${server.address}/${server.database}`
  const what = table === undefined ? where : `the table ${table}`
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable(server, 'nothing listens there')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(server, 'the name of the host is not known')
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(server, 'it gives no answer')
    case 'ENOENT':
      return raw.syscall === 'connect' ? unreachable(server, 'there is no such socket') : undefined
    case 'ENOSPC':
      return [
        'LOAD_DISK_FULL',
        'The disk of this machine is full. Nothing was changed; make room, or give a temporary directory on another disk, and run again.',
      ]
    case 'ECONNRESET':
    case 'EPIPE':
      return connectionLost(where)
    case '28P01':
    case '28000':
      return [
        'LOAD_CREDENTIALS_REFUSED',
        `PostgreSQL at ${where} refused the user ${server.user}: check the user and the password of the database URL, and pg_hba.conf of the server.`,
        3,
      ]
    case '3D000':
      return [
        'LOAD_DATABASE_MISSING',
        `There is no database "${server.database}" at ${server.address}: create it (createdb ${server.database}) or correct the database URL.`,
        2,
      ]
    case '42501':
      return [
        'LOAD_PERMISSION',
        `The user ${server.user} may not change ${what} (${raw.message}). It needs CREATE on the database, or to own the schema: GRANT CREATE ON DATABASE "${server.database}" TO "${server.user}".`,
        3,
      ]
    case '25006':
      return [
        'LOAD_SERVER_READ_ONLY',
        `PostgreSQL at ${where} takes no writes (a replica, or default_transaction_read_only): give the URL of the primary server.`,
        2,
      ]
    case '53100':
      return [
        'LOAD_DISK_FULL',
        `The disk of PostgreSQL at ${where} is full while loading ${what}. Nothing was changed; make room and run again.`,
      ]
    case '53200':
    case '53300':
    case '53400':
      return [
        'LOAD_SERVER_BUSY',
        `PostgreSQL at ${where} is out of memory or connections (${raw.message}). Nothing was changed; run again later, or raise its limits.`,
      ]
    case '2BP01':
      return [
        'LOAD_TABLE_IN_USE',
        `Other objects of the database need what this load takes away from ${what} (${raw.message}): drop them, load, and create them again.`,
      ]
    case '55P03':
    case '40P01':
      return [
        'LOAD_TABLE_BUSY',
        `Other sessions hold locks on ${what}. Nothing was changed; end long transactions that read it and run again.`,
      ]
    case '57014':
      return [
        'LOAD_POSTGRES',
        `The load of ${what} was cancelled at the server. Nothing was changed; run again.`,
      ]
    case '22021':
    case '22P05':
      return nulCharacter(raw, what)
    case '21000':
    case '23505':
      return [
        'LOAD_KEY_DUPLICATE',
        `The rows for ${what} hold a key several times, or break another constraint of uniqueness. Nothing was changed; see to it that each key has one row (a table of the zone: transform again).`,
      ]
    case '23503':
      return [
        'LOAD_ROW_REFERENCED',
        `Rows that ${what} has no more are pointed at by a foreign key of another table (${raw.constraint ?? 'its name is not known'}). Nothing was changed; remove the rows that point there, or let the key do it (ON DELETE CASCADE or SET NULL), and run again.`,
      ]
    case '23514':
      return [
        'LOAD_VALUE_REFUSED',
        `A row of ${what} breaks the constraint ${raw.constraint ?? ''} that was added to it in the database. Nothing was changed; correct the transformation, or drop the constraint.`,
      ]
    case '54000':
      return [
        'LOAD_VALUE_REFUSED',
        `A value or a row of ${what} is longer than PostgreSQL can keep (1 GB, and 256 MB for a text within jsonb). Nothing was changed; cut it in the transformation and run again.`,
      ]
    case '23502':
      return [
        'LOAD_KEY_NULL',
        `The rows for ${what} hold one without a value in a column of the key. Nothing was changed; see to it that each row has its key (a table of the zone: transform again).`,
      ]
  }
  if (/^(08|57P)/.test(code)) return connectionLost(where)
  if (/^22/.test(code)) return valueRefused(raw, what)
  if (/^[0-9A-Z]{5}$/.test(code)) {
    return [
      'LOAD_POSTGRES',
      `PostgreSQL at ${where} refused to load ${what}: ${raw.message} (SQLSTATE ${code}).`,
    ]
  }
  if (/CERT|_SSL_|^ERR_TLS/.test(code)) return tls(server, raw.message ?? code)
  return undefined
}

/** Errors that the client makes itself carry no code. */
function byMessage(message: string, server: ServerFacts): Words | undefined {
  if (/^Connection terminated|not queryable$/.test(message)) {
    return connectionLost(`${server.address}/${server.database}`)
  }
  if (/timeout expired|due to connection timeout/.test(message)) {
    return unreachable(server, 'it gives no answer')
  }
  if (/does not support SSL/.test(message)) return tls(server, message)
  if (/password must be a string/.test(message)) {
    return [
      'LOAD_CREDENTIALS_REFUSED',
      `PostgreSQL at ${server.address} asks for the password of ${server.user}, and the database URL has none.`,
      3,
    ]
  }
  return undefined
}

const unreachable = ({ address }: ServerFacts, why: string): Words => [
  'LOAD_SERVER_UNREACHABLE',
  `PostgreSQL at ${address} cannot be reached: ${why}. Start the server, or correct the host and port of the database URL.`,
]

const connectionLost = (where: string): Words => [
  'LOAD_CONNECTION_LOST',
  `The connection to PostgreSQL at ${where} ended in the middle of the load. Its tables are as they were before; run again.`,
]

const tls = ({ address }: ServerFacts, message: string): Words => [
  'LOAD_SERVER_UNREACHABLE',
  `No encrypted connection to PostgreSQL at ${address}: ${message}. Correct sslmode and sslrootcert of the database URL.`,
]

const columnOf = ({ where = '' }: RawError) => /\bcolumn ([^:]+)/.exec(where)?.[1]

const place = (raw: RawError, what: string) => {
  const column = columnOf(raw)
  return column === undefined ? what : `the column ${column} of ${what.replace(/^the table /, '')}`
}

const nulCharacter = (raw: RawError, what: string): Words => [
  'LOAD_TEXT_NUL',
  `A text in ${place(raw, what)} holds a NUL character (\\u0000) or is no UTF-8, which PostgreSQL cannot keep. Nothing was changed; strip it in the transformation and run again.`,
]

/** The message quotes the value, so only the kind of refusal is told. */
const valueRefused = (raw: RawError, what: string): Words => [
  'LOAD_VALUE_REFUSED',
  `PostgreSQL cannot keep a value in ${place(raw, what)} (SQLSTATE ${raw.code}): it is out of the range of its type, or not of it. Nothing was changed; correct the transformation and run again.`,
]
