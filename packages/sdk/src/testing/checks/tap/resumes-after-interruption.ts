import { RequestError } from '../../../errors.ts'
import { check } from '../../check.ts'
import { expectResumed, expectResumedAnywhere } from '../../resume.ts'
import { sample } from '../../sample.ts'
import type { TapTrial } from '../../tap-trial.ts'

const places = async (trial: TapTrial): Promise<number[]> =>
  sample(1, (await trial.full()).messages.length - 1, trial.samples)

export const resumesAfterSigterm = check(
  'a run that is told to end goes on where it stopped',
  async (trial: TapTrial) => expectResumedAnywhere(trial, await places(trial), 'SIGTERM'),
)

export const resumesAfterSigkill = check(
  'a run that is killed goes on where it stopped',
  async (trial: TapTrial) => expectResumedAnywhere(trial, await places(trial), 'SIGKILL'),
)

/** Lets the reading of a stream fail in the place of each chunk, as a source does that breaks. */
export const resumesAfterFailure = check(
  'a stream that fails goes on where it stopped',
  async (trial: TapTrial) => {
    const { reads } = await trial.full()
    const count = reads.reduce((sum, { chunks }) => sum + chunks.length, 0)
    for (const place of sample(1, count, trial.samples)) {
      let chunks = 0
      const onChunk = () => {
        if (++chunks === place) throw new RequestError('the source was made to fail by a test')
      }
      const stopped = await trial.run({ observer: { onChunk } })
      await expectResumed(trial, stopped, `of a run that failed in the place of chunk ${place}`)
    }
  },
)
