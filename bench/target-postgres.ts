import { execFileSync } from 'node:child_process'
import type { Bench } from './bench.ts'
import { expectRows, withDatabase } from './database.ts'
import { orderFile } from './order-file.ts'
import {
  meltanolabsSettings,
  meltanolabsTarget,
  pipelinewiseSettings,
  pipelinewiseTarget,
} from './peers/postgres-targets.ts'
import { pythonBin } from './peers/python-bin.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { root } from './work-folder.ts'

const bin = `${root}/packages/loader/bin/target-postgres.js`

/** Our packages, as they are published. */
const buildOurs = () => {
  for (const name of ['sdk', 'lake', 'loader']) {
    const args = ['run', '--silent', 'build', '--workspace', `packages/${name}`, '--', '--no-dts']
    execFileSync('npm', args, { cwd: root, stdio: 'inherit' })
  }
}

const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))

/**
 * All sides do the same: they hold each record against its SCHEMA, make the table with its primary key,
 * keep what is nested as `jsonb`, replace rows by their key (`load_method: upsert`, which is our default
 * and the peers' way with a stream that has a key), and pass STATE on. The server writes its log through
 * to the disk.
 */
export const targetPostgres: Bench = {
  description:
    'Nested orders (650 bytes, a STATE after each 5,000) from a file on stdin into PostgreSQL, ' +
    'validated, upserted by their key, from nothing; against the two targets from PyPI.',
  size: { records: 500_000, runs: 1 },
  async run({ records, runs }) {
    const theirs = [meltanolabsTarget, pipelinewiseTarget].map((peer) =>
      pythonBin(peer, 'target-postgres'),
    )
    buildOurs()
    const input = await orderFile(records)
    return await withDatabase(async (database) => {
      const measure = (schema: string, target: Command) => async () => {
        await database.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`)
        await database.query('CHECKPOINT')
        const cost = runPipeline([['cat', input], target])
        await expectRows(database, `${schema}.orders`, records)
        return cost
      }
      const ours = settingsFile('target-postgres', {
        database_url: database.url,
        schema: 'descant',
      })
      const meltano = meltanolabsSettings(database.url, 'meltanolabs')
      const wise = pipelinewiseSettings(database.url, 'pipelinewise')
      const costs = await measureSides(runs, {
        descant: measure('descant', [process.execPath, bin, ...ours]),
        meltanolabs: measure('meltanolabs', [...(theirs[0] ?? []), ...meltano]),
        pipelinewise: measure('pipelinewise', [...(theirs[1] ?? []), ...wise]),
      })
      const unit = 'seconds'
      const own = wallOf(costs.descant)
      return [
        {
          bar: 'meltanolabs-target-postgres',
          unit,
          ours: own,
          theirs: wallOf(costs.meltanolabs),
          limit: 1 / 40,
        },
        {
          bar: 'pipelinewise-target-postgres',
          unit,
          ours: own,
          theirs: wallOf(costs.pipelinewise),
          limit: 1 / 8,
        },
      ]
    })
  },
}
