import { LakeError } from '../errors.ts'

/** Kinds of DuckDB errors whose message quotes values of the data. */
const quotesData = /^(Conversion|Constraint|Out of Range|Cast) Error/

/**
 * A failure of DuckDB in words without personal data: values that it quotes from the data are cut
 * out, and so is the statement.
 */
export class DuckError extends LakeError {
  /** DuckDB's own name of the kind, as 'Conversion' or 'Out of Memory'. */
  readonly kind: string

  constructor(kind: string, code: string, message: string) {
    super(code, message)
    this.kind = kind
  }

  static from(error: unknown): unknown {
    if (!(error instanceof Error)) return error
    const [first = ''] = error.message.split('\n\nLINE ')
    const kind = /^([A-Z][A-Za-z ]*?) Error: /.exec(first)?.[1]
    if (kind === undefined) return error
    if (kind === 'Out of Memory') {
      return new DuckError(
        kind,
        'LAKE_DUCKDB_MEMORY',
        'DuckDB ran out of memory (or of room to spill): raise the memory limit, or give its temporary directory more disk.',
      )
    }
    const message = quotesData.test(first) ? first.replace(/(["']).*\1/gs, '$1…$1') : first
    return new DuckError(kind, 'LAKE_DUCKDB', `DuckDB: ${message}`)
  }
}
