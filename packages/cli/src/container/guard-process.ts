import { exitCodes, type ProcessContext, Stop } from '@descant/sdk'
import { cgroupMemory, type MemoryUse } from './cgroup-memory.ts'
import { Heartbeat, type HeartbeatOptions } from './heartbeat.ts'

/** How often memory is looked at. */
const lookMilliseconds = 1_000

const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`

/**
 * Watches over a process that runs a project: says that it lives, and ends it before the kernel would,
 * while its programs can still finish what they are at.
 */
export async function guardProcess(
  options: HeartbeatOptions,
  memoryStopRatio: number,
  context: Pick<ProcessContext, 'stop'>,
  memory: () => Promise<MemoryUse | undefined> = cgroupMemory,
): Promise<{ readonly end: () => void }> {
  const heartbeat = await Heartbeat.start(options)
  const timer = setInterval(() => {
    void memory().then((use) => {
      if (use === undefined || use.used < use.limit * memoryStopRatio) return
      clearInterval(timer)
      const message =
        `${mib(use.used)} of the ${mib(use.limit)} of memory that this container may use are used, so it ` +
        'ends before it is killed. What is done is safe; give it more memory, or smaller batches ' +
        '(batch_max_bytes of the target) and fewer sources at once (parallel_sources), and run again.'
      context.stop(new Stop(exitCodes.timeSpent, message))
    })
  }, lookMilliseconds)
  timer.unref()
  return {
    end: () => {
      clearInterval(timer)
      heartbeat.end()
    },
  }
}
