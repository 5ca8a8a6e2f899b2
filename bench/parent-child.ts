import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { fixture } from './fixture.ts'
import { addUp, type Written } from './message-bytes.ts'
import { meltanoSdk } from './peers/meltano-sdk.ts'
import { installPythonPeer } from './peers/python-peer.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { thousands } from './thousands.ts'
import { workFolder } from './work-folder.ts'

const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))

/** What a side wrote; makes sure that it wrote every parent and every child. */
const writtenTo = async (output: string, parents: number): Promise<Written> => {
  const written = await addUp(output)
  const { parents: wroteParents, children } = written.records
  if (wroteParents !== parents || children !== parents) {
    throw new Error(`A tap wrote ${wroteParents} parents and ${children} children of ${parents}.`)
  }
  const { RECORD = 0, STATE = 0 } = written.bytes
  console.log(`  ${output}: RECORD ${thousands(RECORD)} bytes, STATE ${thousands(STATE)} bytes`)
  return written
}

export const parentChild: Bench = {
  description:
    'A tap with a parent stream and a child stream that is read once for each parent, both with a ' +
    'replication key; its messages go to a file.',
  size: { records: 1600, runs: 3 },
  async run({ records: parents, runs }) {
    const python = installPythonPeer(meltanoSdk)
    const [tap] = await buildFixtures(['parent-child-tap'])
    const meltanoTap = [...python, fixture('meltano_parent_child_tap.py')]
    const folder = workFolder('output')
    const outputs = {
      ours: join(folder, 'families.jsonl'),
      theirs: join(folder, 'families-meltano.jsonl'),
      ten: join(folder, 'families-ten-times.jsonl'),
    }
    const few = settingsFile('families', { parents })
    const many = settingsFile('families-ten-times', { parents: 10 * parents })
    const measure = (command: Command, output: string) => () => runPipeline([command], output)

    const costs = await measureSides(runs, {
      descant: measure([...tap, ...few], outputs.ours),
      'descant, ten times the parents': measure([...tap, ...many], outputs.ten),
      'Meltano SDK': measure([...meltanoTap, ...few], outputs.theirs),
    })
    console.log('Written')
    const { bytes } = await writtenTo(outputs.ours, parents)
    await writtenTo(outputs.ten, 10 * parents)
    await writtenTo(outputs.theirs, parents)
    const ours = wallOf(costs.descant)
    return [
      {
        bar: `${thousands(parents)} parents, Meltano SDK`,
        unit: 'seconds',
        ours,
        theirs: wallOf(costs['Meltano SDK']),
        limit: 0.02,
      },
      {
        bar: 'STATE against RECORD',
        unit: 'bytes',
        ours: bytes.STATE ?? 0,
        theirs: bytes.RECORD ?? 0,
        limit: 2,
      },
      {
        bar: `${thousands(10 * parents)} parents against ${thousands(parents)}`,
        unit: 'seconds',
        ours: wallOf(costs['descant, ten times the parents']),
        theirs: ours,
        limit: 11,
      },
    ]
  },
}
