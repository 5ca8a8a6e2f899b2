import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { fixture } from './fixture.ts'
import { meltanoSdk } from './peers/meltano-sdk.ts'
import { installPythonPeer } from './peers/python-peer.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { allTaken } from './taken.ts'

const cpuOf = (costs: readonly PipelineCost[]) => median(costs.map(({ cpuSeconds }) => cpuSeconds))

export const tapTarget: Bench = {
  description:
    'A tap that makes records of seven fields, piped into a target that drops them. Ours runs with ' +
    'its defaults (validation on) against every other side.',
  size: { records: 1_000_000, runs: 3 },
  async run({ records, runs }) {
    const python = installPythonPeer(meltanoSdk)
    const fixtures = ['tap', 'target', 'raw-tap', 'raw-target'] as const
    const [tap, target, rawTap, rawTarget] = await buildFixtures(fixtures)
    const tapSettings = settingsFile('tap', { records })
    const targetSettings = settingsFile('target', {})
    const unvalidated = settingsFile('target-unvalidated', { validate_records: false })
    const meltanoTap = [...python, fixture('meltano_tap.py'), ...tapSettings]
    const meltanoTarget = [...python, fixture('meltano_target.py')]
    const measure = (source: Command, sink: Command) => () =>
      allTaken(runPipeline([source, sink]), records)

    const costs = await measureSides(runs, {
      descant: measure([...tap, ...tapSettings], [...target, ...targetSettings]),
      'raw Node': measure([...rawTap, String(records)], rawTarget),
      'Meltano SDK': measure(meltanoTap, [...meltanoTarget, ...targetSettings]),
      'Meltano SDK, fastest': measure(
        [...meltanoTap, '--fastest'],
        [...meltanoTarget, ...unvalidated, '--fastest'],
      ),
    })
    const unit = 'CPU seconds'
    const ours = cpuOf(costs.descant)
    return [
      { bar: 'raw Node pipe', unit, ours, theirs: cpuOf(costs['raw Node']), limit: 1.5 },
      {
        bar: 'Meltano SDK, defaults',
        unit,
        ours,
        theirs: cpuOf(costs['Meltano SDK']),
        limit: 0.1,
      },
      {
        bar: 'Meltano SDK, msgspec and no validation',
        unit,
        ours,
        theirs: cpuOf(costs['Meltano SDK, fastest']),
        limit: 0.25,
      },
    ]
  },
}
