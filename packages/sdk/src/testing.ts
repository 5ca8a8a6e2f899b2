/**
 * Standard tests for connectors, and the means to write more: runs in memory, kills, failing and slow
 * commits, slow readers, a clock that nobody waits for.
 *
 * @module
 */

export type { Settings } from './cli/complete-config.ts'
export { type FakeClock, fakeClock } from './http/fake-clock.ts'
export { aroundCommits, type Commit } from './testing/around-commits.ts'
export type { SinkOwner } from './testing/around-target.ts'
export type { Skips, Verdict } from './testing/check.ts'
export { checkTap } from './testing/check-tap.ts'
export type { CheckTapOptions } from './testing/check-tap-options.ts'
export { checkTarget } from './testing/check-target.ts'
export type { CheckTargetOptions, StoredReject } from './testing/check-target-options.ts'
export type { LoadMethod } from './testing/content.ts'
export { type Kill, killAt } from './testing/kill-at.ts'
export {
  type MemoryOutput,
  type MemoryOutputOptions,
  memoryOutput,
} from './testing/memory-output.ts'
export { runTapInMemory, type TapRunOptions } from './testing/run-tap-in-memory.ts'
export {
  type Lines,
  runTargetInMemory,
  type TargetRun,
  type TargetRunOptions,
} from './testing/run-target-in-memory.ts'
export { slowWritable } from './testing/slow-writable.ts'
export type { StoredRecord } from './testing/stored-record.ts'
export type { TapCheckName } from './testing/tap-check-name.ts'
export type { TapRun, TapRunFacts } from './testing/tap-run.ts'
export type { TargetCheckName } from './testing/target-check-name.ts'
export { type TestTapOptions, testTap } from './testing/test-tap.ts'
export { type TestTargetOptions, testTarget } from './testing/test-target.ts'
export { InjectedFailure, withFailingCommits } from './testing/with-failing-commits.ts'
export { withSlowCommits } from './testing/with-slow-commits.ts'
