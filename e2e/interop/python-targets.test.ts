import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Zones } from '../zones.ts'
import { parseExactly, recordsIn, statesIn } from './messages.ts'
import { binFolder, fixture, peerProgram } from './peers.ts'
import { type Command, runPiped } from './run.ts'
import { shopRecords, tapConfig, test } from './shop.ts'

/** Each writes a file of JSON lines for each stream into a folder. */
const targets = {
  'target-jsonl, on singer-python': {
    program: peerProgram('target-jsonl', 'target-jsonl'),
    script: [],
    config: (folder: string) => ({ destination_path: folder, do_timestamp_file: false }),
  },
  'a target of the Meltano SDK': {
    program: peerProgram('singer-sdk', 'python'),
    script: [fixture('target_lines.py')],
    config: (folder: string) => ({ folder }),
  },
}

/** A record to compare: the Meltano SDK parses date-times, and writes UTC in its own way. */
const comparable = (text: string) =>
  parseExactly(text.replace(/("\d{4}-\d\d-\d\dT[\d:.]+)Z"/g, '$1+00:00"'))

const linesOf = (text: string) => text.trimEnd().split('\n')

describe.each(Object.entries(targets))('%s', (_name, target) => {
  const { program, script, config } = target

  /** Pipes a tap of ours into it, holds what it wrote against what was sent, and counts. */
  const expectAllOf = async (tap: Command, zones: Zones) => {
    const folder = join(zones.directory, 'lines')
    mkdirSync(folder)
    const command: Command = [
      program as string,
      ...script,
      ...['--config', zones.file('target.json', config(folder))],
    ]
    const ended = await runPiped(tap, command, join(zones.directory, 'tap.jsonl'))
    expect(ended.code, ended.stderr).toBe(0)
    const sent = Object.entries(recordsIn(ended.written))
    for (const [stream, records] of sent) {
      const received = linesOf(readFileSync(join(folder, `${stream}.jsonl`), 'utf8'))
      expect(received.map(comparable)).toEqual(records.map(comparable))
    }
    const lastState = linesOf(ended.stdout).at(-1) as string
    expect(JSON.parse(lastState)).toEqual(JSON.parse(statesIn(ended.written).at(-1) as string))
    return Object.fromEntries(sent.map(([stream, records]) => [stream, records.length]))
  }

  test.skipIf(program === undefined)(
    'takes all that tap-shopify reads',
    async ({ shop, zones }) => {
      const tap = zones.file('tap.json', tapConfig(shop))
      const counts = await expectAllOf([join(binFolder, 'tap-shopify'), '--config', tap], zones)
      expect(counts).toEqual(shopRecords)
    },
  )

  test.skipIf(program === undefined)('takes records of every shape', async ({ zones }) => {
    const tap = zones.file('tap.json', {})
    const counts = await expectAllOf([fixture('tap-shapes.js'), '--config', tap], zones)
    expect(counts).toEqual({ shapes: 3, notes: 6, tables: 2 })
  })
})
