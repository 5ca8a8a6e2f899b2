import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Zones } from '../zones.ts'
import { binFolder, fixture, peerProgram } from './peers.ts'
import { run } from './run.ts'
import { shopRecords, tapConfig, test } from './shop.ts'

const python = peerProgram('singer-tools', 'python')

const checkTap = (tap: string, config: object, zones: Zones) => {
  const file = zones.file('tap.json', config)
  const command = [fixture('check_tap.py'), '--tap', tap, '--config', file]
  return run([python as string, ...command], { directory: zones.directory })
}

const tableRow = /^\| (\w+) +\| (\d+) +\| \d+ +\|$/gm

/** Records by stream: in its first run of the tap, and in the one with the STATE of the first. */
const countsIn = (report: string) =>
  report
    .split('Now re-running tap with state')
    .map((part) => [...part.matchAll(tableRow)].map(([, stream, records]) => [stream, records]))
    .map((rows) => Object.fromEntries(rows.map(([stream, records]) => [stream, Number(records)])))

describe.skipIf(python === undefined)('singer-check-tap', () => {
  test('finds nothing to blame in tap-shopify, nor when it goes on from its STATE', async ({
    shop,
    zones,
  }) => {
    const check = await checkTap(join(binFolder, 'tap-shopify'), tapConfig(shop), zones)
    expect(check.code, check.stderr).toBe(0)
    const nothingNew = { customers: 0, orders: 0, products: 0 }
    expect(countsIn(check.stdout)).toEqual([shopRecords, nothingNew])
  })

  test('finds nothing to blame in a tap of every shape, with parents and children', async ({
    zones,
  }) => {
    const check = await checkTap(fixture('tap-shapes.js'), {}, zones)
    expect(check.code, check.stderr).toBe(0)
    expect(countsIn(check.stdout)).toEqual([
      { shapes: 3, notes: 6, tables: 2 },
      { shapes: 0, notes: 0, tables: 2 },
    ])
  })

  test('would tell of a record that breaks its schema', async ({ zones }) => {
    const tap = zones.file(
      'tap-wrong.sh',
      `#!/bin/sh
       echo '{"type":"SCHEMA","stream":"s","schema":{"properties":{"id":{"type":"integer"}}},"key_properties":["id"]}'
       echo '{"type":"RECORD","stream":"s","record":{"id":"one"}}'`,
    )
    chmodSync(tap, 0o755)
    const check = await checkTap(tap, {}, zones)
    expect(check.code).toBe(1)
    expect(check.stderr).toContain("'one' is not of type 'integer'")
  })
})
