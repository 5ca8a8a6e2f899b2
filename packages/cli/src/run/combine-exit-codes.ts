import { exitCodes } from '@descant/sdk'

const toldToEnd: readonly number[] = [exitCodes.interrupted, exitCodes.terminated]

/**
 * The exit code of several runs: told to end where one was; 0 where all are done; their code where all
 * failed alike; 4 where some failed and others did not; 75 where those that are not done only ran out
 * of time.
 */
export function combineExitCodes(codes: readonly number[]): number {
  const ended = codes.find((code) => toldToEnd.includes(code))
  if (ended !== undefined) return ended
  const rest = codes.filter((code) => code !== exitCodes.done)
  if (rest.length === 0) return exitCodes.done
  const failed = rest.filter((code) => code !== exitCodes.timeSpent)
  if (failed.length === 0) return exitCodes.timeSpent
  const [first] = failed
  const isAlike = failed.length === codes.length && failed.every((code) => code === first)
  return isAlike ? (first as number) : exitCodes.partial
}
