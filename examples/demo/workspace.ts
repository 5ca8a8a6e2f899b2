import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What the demo remembers from run to run. */
interface Memory {
  /** Runs that came to their end; the shop has changed a little after each. */
  readonly runs: number
}

/** The folder that the demo lives in: the lake, the database, and where the last run ended. */
export class Workspace {
  readonly directory: string

  constructor(directory: string) {
    this.directory = resolve(directory)
    mkdirSync(this.directory, { recursive: true })
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  /** The URL of a zone of the folder lake. */
  zone(name: 'raw' | 'processed' | 'dead-letters' | 'state'): string {
    return pathToFileURL(this.path(`lake/${name}`)).href
  }

  /** The file with the last STATE, where there has been one. */
  get stateFile(): string | undefined {
    return existsSync(this.path('state.json')) ? this.path('state.json') : undefined
  }

  /** Keeps a STATE, so that a run that is cut short goes on from there. */
  keepState(line: string): void {
    this.#replace('state.json', `${line}\n`)
  }

  get runs(): number {
    if (!existsSync(this.path('demo.json'))) return 0
    return (JSON.parse(readFileSync(this.path('demo.json'), 'utf8')) as Memory).runs
  }

  set runs(runs: number) {
    this.#replace('demo.json', `${JSON.stringify({ runs } satisfies Memory)}\n`)
  }

  /** Writes a config file and gives its path. */
  writeConfig(name: string, values: object): string {
    this.#replace(name, `${JSON.stringify(values, undefined, 2)}\n`)
    return this.path(name)
  }

  #replace(name: string, text: string): void {
    const temporary = this.path(`.${name}.${process.pid}`)
    writeFileSync(temporary, text, { mode: 0o600 })
    renameSync(temporary, this.path(name))
  }
}
