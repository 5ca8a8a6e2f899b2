import { refusedBySearch } from './explain-search.ts'
import type { SearchEngine, SearchRequest } from './search-engine.ts'
import { featuresOf, type NodesDescription, type SearchFeatures } from './search-features.ts'

/** What an index says of itself (`_meta` of its mapping). */
export interface IndexFacts {
  readonly customer: string
  readonly table: string
  /** That of the database's table that holds the same rows. */
  readonly generation: number
  /** The snapshot whose documents it holds; undefined while it is built. */
  readonly snapshotId?: string
  /** Snapshots whose changes a load began to send; those that were cut off left some of them. */
  readonly attempts?: readonly string[]
}

export interface FoundIndex {
  readonly name: string
  readonly facts: IndexFacts
  /** Whether readers are led to it. */
  readonly isLive: boolean
}

/** The indexes of one table: each holds the documents of one generation, and an alias leads to one. */
export class Indexes {
  readonly engine: SearchEngine
  readonly alias: string

  constructor(engine: SearchEngine, alias: string) {
    this.engine = engine
    this.alias = alias
  }

  /** All that are there, those of the newest generation first. */
  async find(): Promise<FoundIndex[]> {
    const path = `/${this.alias}-g*?expand_wildcards=all&filter_path=*.mappings._meta,*.aliases`
    const { status, body } = await this.#ask({ method: 'GET', path }, [404])
    if (status === 404) return []
    type Description = { aliases?: object; mappings?: { _meta?: { descant?: IndexFacts } } }
    return Object.entries((body ?? {}) as Record<string, Description>)
      .flatMap(([name, { aliases, mappings }]) => {
        const facts = mappings?._meta?.descant
        const isLive = Object.hasOwn(aliases ?? {}, this.alias)
        return facts ? [{ name, facts, isLive }] : []
      })
      .sort((a, b) => b.facts.generation - a.facts.generation)
  }

  /** What the mapping of a new index may ask for. */
  async features(): Promise<SearchFeatures> {
    const path = '/_nodes/plugins?filter_path=nodes.*.version,nodes.*.modules.name'
    const { body } = await this.#ask({ method: 'GET', path }, [])
    return featuresOf(this.engine.name, (body ?? {}) as NodesDescription)
  }

  /**
   * Makes an index that nobody is led to yet: until `settle` the server does not copy it, and writes
   * its documents into segments as they come.
   */
  async create(name: string, mapping: object, facts: IndexFacts): Promise<void> {
    const settings = {
      refresh_interval: '1s',
      number_of_replicas: 0,
      // What is counted at the end is durable, whatever a template of the server says.
      'translog.durability': 'request',
    }
    const mappings = { ...mapping, _meta: { descant: facts } }
    await this.#ask({ method: 'PUT', path: `/${name}`, body: { settings, mappings } }, [])
  }

  async writeFacts(name: string, facts: IndexFacts): Promise<void> {
    const body = { _meta: { descant: facts } }
    await this.#ask({ method: 'PUT', path: `/${name}/_mapping`, body }, [])
  }

  /** Leaves a new index as one in use is: copied, and documents become visible with `refresh` alone. */
  async settle(name: string): Promise<void> {
    const body = { index: { number_of_replicas: null, refresh_interval: '-1' } }
    await this.#ask({ method: 'PUT', path: `/${name}/_settings`, body }, [])
  }

  /** Makes all that was sent visible at once. */
  async refresh(name: string): Promise<void> {
    await this.#ask({ method: 'POST', path: `/${name}/_refresh` }, [])
  }

  async count(name: string): Promise<number> {
    const { body } = await this.#ask({ method: 'GET', path: `/${name}/_count` }, [])
    return (body as { count: number }).count
  }

  /** Leads readers to an index instead of others, in one call: nobody finds none, or two. */
  async publish(name: string, instead: readonly FoundIndex[]): Promise<void> {
    const { alias } = this
    const actions = [
      ...instead
        .filter((old) => old.isLive && old.name !== name)
        .map((old) => ({ remove: { index: old.name, alias } })),
      { add: { index: name, alias } },
    ]
    await this.#ask({ method: 'POST', path: '/_aliases', body: { actions } }, [])
  }

  async remove(name: string): Promise<void> {
    await this.#ask({ method: 'DELETE', path: `/${name}` }, [404])
  }

  async #ask(request: SearchRequest, expected: readonly number[]) {
    const answer = await this.engine.request(request)
    if (answer.status < 300 || expected.includes(answer.status)) return answer
    const { error } = (answer.body ?? {}) as { error?: { type?: string; reason?: string } }
    const why = [error?.type, error?.reason].filter(Boolean).join(': ')
    if (answer.status === 401 || answer.status === 403) {
      throw Object.assign(new Error(why), { statusCode: answer.status })
    }
    throw refusedBySearch(this.engine.address, answer.status, why)
  }
}
