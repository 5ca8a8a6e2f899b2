import { TransformError } from '../../errors.ts'
import type { SparkHandle } from './spark-launcher.ts'

/**
 * Waits for a job to end, and cancels it where the caller's signal says so.
 *
 * @param onState told each time that the job is asked, as `emr-serverless job 00f… running`.
 * @throws {TransformError} `TRANSFORM_SPARK_FAILED` where it fails; `signal.reason` where it was cancelled.
 */
export async function awaitJob(
  handle: SparkHandle,
  {
    signal,
    onState = () => undefined,
  }: { readonly signal?: AbortSignal | undefined; readonly onState?: (words: string) => void } = {},
): Promise<void> {
  try {
    for (;;) {
      signal?.throwIfAborted()
      const state = await handle.poll(signal)
      signal?.throwIfAborted()
      onState(`${handle.id} ${state.kind}`)
      if (state.kind === 'succeeded') return
      if (state.kind === 'failed') {
        throw new TransformError(
          'TRANSFORM_SPARK_FAILED',
          `Spark did not finish (${handle.id}): ${state.reason} Nothing was committed; mend what the log says, and run again.`,
        )
      }
    }
  } catch (error) {
    if (signal?.aborted) await handle.cancel()
    throw error
  }
}
