import { setTimeout as wait } from 'node:timers/promises'
import { ConfigError, exitCodes } from '@descant/sdk'
import type { Project, ProjectCustomer } from '../project/project.ts'
import type { RunAttempt, RunRecord } from '../runs/run-record.ts'
import { childEnvironment } from './programs/child-environment.ts'
import { judge } from './programs/judge.ts'
import { runCommand } from './programs/run-command.ts'
import { tellLine } from './programs/tell-line.ts'
import { retryWaitSeconds } from './retry-wait.ts'
import type { RunContext } from './run-context.ts'
import { type RecordedRun, type RunOutcome, runRecorded } from './run-recorded.ts'
import { loadArguments, transformArguments } from './stage-arguments.ts'

export interface StageOptions {
  /** What changed since the last run, or everything anew. @default 'incremental' */
  readonly mode?: 'incremental' | 'historic'
}

/**
 * Runs `descant transform` or `descant load` for a customer, as a process of its own whose memory is
 * given back when it ends, under a lease, recorded and tried again as an extraction is.
 *
 * @throws {LeaseHeldError} where another run of the stage is alive.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export function runStage(
  project: Project,
  customer: ProjectCustomer,
  stage: 'transform' | 'load',
  context: RunContext,
  { mode = 'incremental' }: StageOptions = {},
): Promise<RunRecord> {
  const subject = { customer: customer.name, stage } as const
  const { limits } = customer
  return runRecorded(project, customer, subject, limits, context, async (run) => {
    const own =
      stage === 'transform'
        ? { args: transformArguments(customer, mode), env: {} }
        : { args: loadArguments(customer, mode), env: await databaseOf(customer, run) }
    run.hideSecrets()
    const command = {
      file: process.execPath,
      args: [ownProgram(), ...own.args],
      env: childEnvironment(context.environment, own.env),
      cwd: project.folder,
    }
    const attempts: RunAttempt[] = []
    for (let tries = 1; ; tries++) {
      const outcome = await tryOnce(command, stage, run, context, limits.stopGraceSeconds)
      attempts.push(outcome.attempt)
      const isLast = tries >= limits.attempts || run.signal.aborted
      if (!outcome.isRetryable || isLast) return { ...outcome.ending, attempts }
      const seconds = retryWaitSeconds(tries, limits.retryWaitSeconds)
      context.log.warning(`${outcome.ending.message}; tried again in ${seconds.toFixed(0)} seconds`)
      await wait(seconds * 1000, undefined, { signal: run.signal }).catch(() => {})
    }
  })
}

/** The program that is running: its other stages are its own. */
const ownProgram = (): string => process.argv[1] as string

const databaseOf = async (
  { name, databaseUrl, searchUrl }: ProjectCustomer,
  { secrets }: RecordedRun,
): Promise<Record<string, string>> => {
  if (databaseUrl === undefined) {
    const message = 'is missing: there is nowhere to load to'
    throw new ConfigError([{ path: `warehouse of ${name}`, message }])
  }
  return {
    DATABASE_URL: await secrets.secretText(databaseUrl),
    ...(searchUrl === undefined ? {} : { DESCANT_SEARCH_URL: await secrets.secretText(searchUrl) }),
  }
}

const reportOf = (output: string): unknown => {
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '')
  } catch {
    return null
  }
}

interface Tried {
  readonly attempt: RunAttempt
  readonly isRetryable: boolean
  readonly ending: Pick<RunOutcome, 'exit_code' | 'message' | 'report'>
}

const tryOnce = async (
  command: Parameters<typeof runCommand>[0],
  stage: 'transform' | 'load',
  { log: kept, signal, keeper }: RecordedRun,
  { log, onProgress }: RunContext,
  stopGraceSeconds: number,
): Promise<Tried> => {
  const startedAt = new Date().toISOString()
  let lastLine = ''
  onProgress?.(stage)
  const { exit, output, stop } = await runCommand(command, {
    signal,
    stopGraceSeconds,
    keeper,
    onLine: (line) => {
      kept.add(stage, line)
      if (line.trim() !== '' && !lastLine.startsWith('CRITICAL')) lastLine = line
      tellLine(log, line, { stage })
    },
  })
  const stopped = stop && { exitCode: stop.exitCode, message: stop.message, isRetryable: false }
  // What is told of a target holds for it: one program, whose failure is its own.
  const { exitCode, isRetryable } = judge({ code: exitCodes.done, signal: null }, exit, stopped)
  const words = lastLine.replace(/^CRITICAL /, '')
  const message = exitCode === exitCodes.done ? null : (stopped?.message ?? words)
  return {
    attempt: {
      started_at: startedAt,
      ended_at: new Date().toISOString(),
      exit_code: exitCode,
      verdict: message ?? 'done',
      target: { exit_code: exit.code, signal: exit.signal, last_line: lastLine },
      states: 0,
    },
    isRetryable,
    ending: { exit_code: exitCode, message, report: reportOf(output) },
  }
}
