import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Duck, sqlString } from '@descant/lake/duckdb'
import { Client as ElasticsearchClient } from '@elastic/elasticsearch'
import { Client as OpenSearchClient } from '@opensearch-project/opensearch'
import { withOutput } from '../packages/loader/src/copy/duck-output.ts'
import { copyToLines, indexLines } from '../packages/loader/src/search/bulk-query.ts'
import { indexMapping } from '../packages/loader/src/search/index-mapping.ts'
import { Indexes } from '../packages/loader/src/search/indexes.ts'
import { openSearchEngine } from '../packages/loader/src/search/open-search-engine.ts'
import type { SearchEngine } from '../packages/loader/src/search/search-engine.ts'
import { sendBulk } from '../packages/loader/src/search/send-bulk.ts'
import {
  hasSearchServer,
  type SearchServerName,
  searchServers,
  startSearchServer,
} from '../scripts/search-server.ts'
import type { BarMeasurement } from './bar.ts'
import type { Bench, BenchSize } from './bench.ts'
import { cpuOfGroup } from './cpu-of-group.ts'
import { PeerUnavailableError } from './peers/peer-unavailable-error.ts'
import { profileColumns, profilesQuery } from './profiles.ts'
import { median } from './sides.ts'
import { workFolder } from './work-folder.ts'

const key = ['profile_id']

/**
 * How often each side fills an index that is not measured: by then the server has compiled nearly all
 * that it will compile.
 */
const warmUps = 8

/** A server in use has more than the least that it starts with. */
const heapMib = 1024

/**
 * What the two sides do, on the same server, one after the other, each into an index that is new:
 *
 * - `descant` does what a historic load does: DuckDB reads the Parquet file and writes lines of the bulk
 *   API into a pipe; they are sent by 1 MiB, four requests at once, with versions, into an index without
 *   replicas, which then gets its settings for use.
 * - `helper` does what the client's documentation shows: DuckDB reads the same file into objects, and
 *   `client.helpers.bulk` sends them by its own defaults (5 MB, five requests at once) into an index with
 *   the same mapping, all else as the server has it.
 *
 * The time of each ends when all of its documents can be found.
 */
export const search: Bench = {
  description:
    'Profiles of a Parquet file into a new index until all are durable and can be found, against ' +
    "the server's own client: its bulk helper, fed the rows of the same file, into an index with the " +
    'same mapping; on Elasticsearch and on OpenSearch.',
  size: { records: 200_000, runs: 3 },
  async run(size) {
    const missing = searchServers.filter((name) => !hasSearchServer(name))
    if (missing.length > 0) {
      throw new PeerUnavailableError(`${missing.join(', ')}: install it with .ci/servers.sh`)
    }
    const bars: BarMeasurement[] = []
    for (const name of searchServers) bars.push(await measureServer(name, size))
    return bars
  },
}

/** One way to fill an index. */
interface Side {
  create(index: string): Promise<unknown>
  write(index: string): Promise<unknown>
}

async function measureServer(
  name: SearchServerName,
  { records, runs }: BenchSize,
): Promise<BarMeasurement> {
  const directory = mkdtempSync(join(workFolder('input'), 'search-'))
  const duck = await Duck.open({ temporaryDirectory: directory })
  const server = await startSearchServer(name, { heapMib })
  const engine = await openSearchEngine(server.url)
  const indexes = new Indexes(engine, 'bench')
  try {
    const parquet = join(directory, 'profiles.parquet')
    await duck.run(`COPY (${profilesQuery(records)}) TO ${sqlString(parquet)} (FORMAT parquet)`)
    const rows = `SELECT * FROM read_parquet(${sqlString(parquet)})`
    const lines = indexLines(rows, profileColumns, key, 1)
    const mapping = indexMapping(profileColumns, key, await indexes.features())
    const measure = async (side: string, { create, write }: Side) => {
      const index = `bench-${side}`
      await indexes.remove(index)
      await create(index)
      const cpu = process.cpuUsage()
      const start = performance.now()
      const serverCpu = cpuOfGroup(server.processGroup)
      await write(index)
      await indexes.refresh(index)
      const seconds = (performance.now() - start) / 1000
      const { user, system } = process.cpuUsage(cpu)
      const clientCpu = ((user + system) / 1e6).toFixed(2)
      console.log(
        `  ${side}: ${seconds.toFixed(2)} s wall, ${clientCpu} CPU s of the client, ` +
          `${(cpuOfGroup(server.processGroup) - serverCpu).toFixed(2)} of the server`,
      )
      const count = await indexes.count(index)
      if (count !== records) throw new Error(`${index} has ${count} documents, not ${records}`)
      return seconds
    }
    const loader: Side = {
      create: (index) =>
        indexes.create(index, mapping, { customer: 'bench', table: 'profiles', generation: 1 }),
      write: async (index) => {
        const statement = (path: string) => copyToLines(lines, path)
        await withOutput(duck, { statement, directory }, (stream) =>
          sendBulk({ engine, index, lines: stream, onRejected: refuse }),
        )
        await Promise.all([indexes.settle(index), indexes.refresh(index)])
      },
    }
    const helper: Side = {
      // The same mapping; all else is as the server has it.
      create: (index) =>
        engine.request({ method: 'PUT', path: `/${index}`, body: { mappings: mapping } }),
      write: byHelper(name, server.url, duck, documentsQuery(rows)),
    }
    // A server compiles what it does often, so for long it is faster with each index: whoever came
    // second would win.
    console.log(`${name}, not measured yet`)
    for (let run = 0; run < warmUps; run++) {
      await measure('descant', loader)
      await measure('helper', helper)
    }
    await expectSame(engine, 'bench-descant', 'bench-helper')
    console.log(`${name}, measured`)
    const ours: number[] = []
    const theirs: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measure('descant', loader))
      theirs.push(await measure('helper', helper))
    }
    const bar = `the bulk helper of the client, ${engine.name}`
    return { bar, unit: 'seconds', ours: median(ours), theirs: median(theirs), limit: 1 / 1.5 }
  } finally {
    await engine.close()
    await server.stop()
    duck.close()
    rmSync(directory, { recursive: true })
  }
}

/** Makes sure that two indexes hold the same documents, by some of them: no side may do less. */
async function expectSame(engine: SearchEngine, one: string, other: string): Promise<void> {
  const read = async (index: string) => {
    const path = `/${index}/_search?size=100&sort=profile_id&filter_path=hits.hits._source`
    return (await engine.request({ method: 'GET', path })).body
  }
  assert.deepEqual(await read(one), await read(other))
}

const refuse = async () => {
  throw new Error('a document was refused')
}

interface Profile {
  readonly profile_id: string
}

/** Rows as JavaScript can have them as documents: the same ones that the loader sends. */
function documentsQuery(rows: string): string {
  const inJson = (name: string, type: string) => {
    if (type === 'timestamptz') {
      return `replace(strftime(make_timestamp(epoch_us(${name})), '%Y-%m-%dT%H:%M:%S.%fZ'), '.000000', '')`
    }
    return type === 'long' ? `${name}::INTEGER` : `${name}::DOUBLE`
  }
  const changes = profileColumns.flatMap(({ name, type }) =>
    typeof type === 'string' && type !== 'string' ? [`${inJson(name, type)} AS ${name}`] : [],
  )
  return `SELECT * REPLACE (${changes.join(', ')}) FROM (${rows})`
}

/** As the clients' documentation has it. */
const byHelper =
  (name: SearchServerName, node: string, duck: Duck, query: string) => async (index: string) => {
    const client = name.startsWith('elastic')
      ? new ElasticsearchClient({ node })
      : (new OpenSearchClient({ node }) as unknown as ElasticsearchClient)
    const documents = async function* () {
      for await (const rows of duck.stream<Profile>(query)) yield* rows
    }
    const { failed } = await client.helpers.bulk<Profile>({
      datasource: documents(),
      onDocument: ({ profile_id }) => ({ index: { _index: index, _id: profile_id } }),
    })
    if (failed > 0) throw new Error(`${failed} documents were refused`)
    await client.close()
  }
