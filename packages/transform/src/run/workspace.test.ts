import { expect, test } from 'vitest'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { withWorkspace } from './workspace.ts'

test('the engine keeps to the limits that it is given', async () => {
  const limits = { memoryLimitMib: 512, threads: 1 }
  const settings = await withWorkspace(limits, duckdbDialect, (duck) =>
    duck.rows(
      `SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory`,
    ),
  )
  expect(settings).toEqual([{ threads: 1n, memory: '512.0 MiB' }])
})
