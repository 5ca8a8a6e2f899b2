import { fieldScopes, typeScopes } from './scopes.ts'

/** The scopes that a token has. A scope to write is also one to read. */
export class Granted {
  readonly #scopes: ReadonlySet<string>

  constructor(handles: Iterable<string>) {
    const all = [...handles]
    this.#scopes = new Set([...all, ...all.map((handle) => handle.replace(/^write_/, 'read_'))])
  }

  /** Whether one of these is among them; where none is needed it is. */
  hasOneOf(scopes: readonly string[]): boolean {
    return scopes.length === 0 || scopes.some((scope) => this.#scopes.has(scope))
  }

  /** Scopes of which one is needed to see objects of a type, or a field of it. */
  static needed(type: string, field?: string): readonly string[] {
    const known = field === undefined ? typeScopes[type] : fieldScopes[`${type}.${field}`]
    return known === undefined ? [] : known.split(' ')
  }
}
