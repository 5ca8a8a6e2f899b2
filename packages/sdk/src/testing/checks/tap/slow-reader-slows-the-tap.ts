import { check, fail } from '../../check.ts'
import { keysOf, lostRecords } from '../../delivered.ts'
import { slowWritable } from '../../slow-writable.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** Records that may be on their way, as many as a large page. */
const mostInFlightByDefault = 10_000

export const slowReaderSlowsTheTap = check(
  'a slow reader slows the tap',
  async (trial: TapTrial) => {
    const full = await trial.full()
    const isRead = keysOf(full.messages)
    const { mostInFlight = mostInFlightByDefault } = trial.options
    let [yielded, taken, most] = [0, 0, 0]
    const output = slowWritable({
      onLine: () => {
        taken++
      },
    })
    const onChunk = (stream: string, records: number) => {
      if (isRead.has(stream)) yielded += records
      most = Math.max(most, yielded - taken)
    }
    const run = await trial.run({ output, observer: { onChunk } })
    const lost = lostRecords(full.messages, run.messages)
    if (lost) fail(`${lost} do not reach a reader that is slow`)
    if (most <= mostInFlight) return
    fail(
      `${most} records were in memory at once while the reader was slow. Yield them as they come, ` +
        `at most ${mostInFlight} in a page.`,
    )
  },
)
