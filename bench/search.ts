import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Duck, sqlString } from '@descant/lake/duckdb'
import { Client as ElasticsearchClient } from '@elastic/elasticsearch'
import { Client as OpenSearchClient } from '@opensearch-project/opensearch'
import { withOutput } from '../packages/loader/src/duck-output.ts'
import { copyToLines, indexLines } from '../packages/loader/src/search/bulk-query.ts'
import { indexMapping } from '../packages/loader/src/search/index-mapping.ts'
import { Indexes } from '../packages/loader/src/search/indexes.ts'
import { openSearchEngine } from '../packages/loader/src/search/open-search-engine.ts'
import { sendBulk } from '../packages/loader/src/search/send-bulk.ts'
import {
  hasSearchServer,
  type SearchServerName,
  searchServers,
  startSearchServer,
} from '../scripts/search-server.ts'
import type { BarMeasurement } from './bar.ts'
import type { Bench, BenchSize } from './bench.ts'
import { PeerUnavailableError } from './peers/peer-unavailable-error.ts'
import { profileColumns, profilesQuery } from './profiles.ts'
import { median } from './sides.ts'
import { workFolder } from './work-folder.ts'

const key = ['profile_id']

export const search: Bench = {
  description:
    'Profiles into a new index, ours from Parquet, theirs from the same documents as NDJSON by the ' +
    "bulk helper of the server's own client; on Elasticsearch and on OpenSearch.",
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

async function measureServer(
  name: SearchServerName,
  { records, runs }: BenchSize,
): Promise<BarMeasurement> {
  const directory = mkdtempSync(join(workFolder('input'), 'search-'))
  const duck = await Duck.open({ temporaryDirectory: directory })
  const server = await startSearchServer(name)
  const engine = await openSearchEngine(server.url)
  const indexes = new Indexes(engine, 'bench')
  try {
    const parquet = join(directory, 'profiles.parquet')
    const documents = join(directory, 'profiles.ndjson')
    await duck.run(`COPY (${profilesQuery(records)}) TO ${sqlString(parquet)} (FORMAT parquet)`)
    const rows = `SELECT * FROM read_parquet(${sqlString(parquet)})`
    const lines = indexLines(rows, profileColumns, key, 1)
    await duck.run(
      copyToLines(`SELECT split_part(line, chr(9), 2) FROM (${lines}) t(line)`, documents),
    )

    const mapping = indexMapping(profileColumns, key, { hasScaledFloat: false })
    const measure = async (side: string, write: (index: string) => Promise<unknown>) => {
      const index = `bench-${side}`
      await indexes.remove(index)
      await indexes.create(index, mapping, { customer: 'bench', table: side, generation: 1 })
      const cpu = process.cpuUsage()
      const start = performance.now()
      await write(index)
      const seconds = (performance.now() - start) / 1000
      const { user, system } = process.cpuUsage(cpu)
      console.log(
        `  ${name}, ${side}: ${seconds.toFixed(2)} s wall, ${((user + system) / 1e6).toFixed(2)} CPU s of the client`,
      )
      await indexes.refresh(index)
      const count = await indexes.count(index)
      if (count !== records) throw new Error(`${index} has ${count} documents, not ${records}`)
      return seconds
    }
    const byLoader = (index: string) =>
      withOutput(duck, { statement: (path) => copyToLines(lines, path), directory }, (stream) =>
        sendBulk({ engine, index, lines: stream, onRejected: refuse }),
      )
    const helper = byHelper(name, server.url, documents)
    // A server that has just started is slow, whoever comes first.
    await measure('warm-up', helper)
    const ours: number[] = []
    const theirs: number[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await measure('descant', byLoader))
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

const refuse = async () => {
  throw new Error('a document was refused')
}

interface Profile {
  readonly profile_id: string
}

/** As the clients' documentation has it. */
const byHelper = (name: SearchServerName, node: string, path: string) => async (index: string) => {
  const client = name.startsWith('elastic')
    ? new ElasticsearchClient({ node })
    : (new OpenSearchClient({ node }) as unknown as ElasticsearchClient)
  const documents = async function* () {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      yield JSON.parse(line) as Profile
    }
  }
  const { failed } = await client.helpers.bulk<Profile>({
    datasource: documents(),
    onDocument: ({ profile_id }) => ({ index: { _index: index, _id: profile_id } }),
  })
  if (failed > 0) throw new Error(`${failed} documents were refused`)
  await client.close()
}
