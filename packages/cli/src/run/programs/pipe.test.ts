import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, Stop } from '@descant/sdk'
import { afterAll, expect, test } from 'vitest'
import { Keeper } from './keeper.ts'
import { type PipeEnd, runPipe } from './pipe.ts'

const folder = mkdtempSync(join(tmpdir(), 'descant-pipe-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shell = (script: string) => ({
  file: '/bin/sh',
  args: ['-c', script],
  env: { PATH: process.env.PATH },
  cwd: folder,
})

/** Passes each line on as a STATE, and says when the pipe has ended. */
const echo = 'while read -r line; do echo "$line"; done; echo ended >&2'

/** Whether a process is gone, but for a parent that has not yet asked how it ended. */
const hasEnded = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

interface Told {
  readonly states: string[]
  readonly lines: Record<PipeEnd, string[]>
}

const run = async (
  tap: string,
  target: string,
  options: { signal?: AbortSignal; grace?: number; stuck?: number; onState?: () => void } = {},
) => {
  const told: Told = { states: [], lines: { tap: [], target: [] } }
  const keeper = new Keeper(folder, 1)
  const exit = await runPipe({
    tap: shell(tap),
    target: shell(target),
    onLine: (end, line) => told.lines[end].push(line),
    onState: (line) => {
      told.states.push(line)
      options.onState?.()
    },
    signal: options.signal ?? new AbortController().signal,
    stopGraceSeconds: options.grace ?? 10,
    stuckAfterSeconds: options.stuck ?? 60,
    keeper,
  })
  keeper.end()
  return { ...told, ...exit }
}

test('the tap writes into the target, and both tell how they ended', async () => {
  const done = await run('echo a; echo b; echo read >&2; exit 4', echo)
  expect(done.states).toEqual(['a', 'b'])
  expect(done.lines).toEqual({ tap: ['read'], target: ['ended'] })
  expect([done.tap.code, done.target.code, done.stopped]).toEqual([4, 0, undefined])
})

test('told to end, the tap finishes what it is at, and its last STATE arrives', async () => {
  const controller = new AbortController()
  const done = await run(
    'trap "echo last; exit 143" TERM; echo first; while :; do sleep 0.05; done',
    echo,
    {
      signal: controller.signal,
      onState: () => controller.abort(new Stop(75, 'The time is spent.')),
    },
  )
  expect(done.states).toEqual(['first', 'last'])
  expect(done.stopped).toEqual({ exitCode: 75, message: 'The time is spent.', isRetryable: false })
  expect(done.target).toEqual({ code: 0, signal: null })
})

test('a tap that does not end is killed, with what it has started', async () => {
  const controller = new AbortController()
  // The target would be told to end soon after the tap was killed, before it has seen that.
  const patient = `trap "" TERM; ${echo}`
  const done = await run('trap "" TERM; sleep 60 & echo $!; sleep 60', patient, {
    signal: controller.signal,
    grace: 2,
    onState: () => controller.abort(new Stop(143, 'Told to end.')),
  })
  expect(done.tap.signal).toBe('SIGKILL')
  expect(done.target.code).toBe(0)
  await expect.poll(() => hasEnded(Number(done.states[0]))).toBe(true)
})

test('a target that fails ends a tap that waits for its source', async () => {
  const done = await run('echo a; sleep 60', 'read -r line; echo "CRITICAL full" >&2; exit 1')
  expect(done.target.code).toBe(1)
  expect(done.tap.signal).toBe('SIGTERM')
  expect(done.lines.target).toEqual(['CRITICAL full'])
})

test('what moves nothing is ended, and worth another try', async () => {
  const done = await run('sleep 60', echo, { stuck: 0.1, grace: 0.4 })
  expect(done.stopped).toMatchObject({ exitCode: 1, isRetryable: true })
  expect(done.stopped?.message).toContain('nothing moved')
})

test('a program that cannot be started is told, and leaves the other not running', async () => {
  writeFileSync(join(folder, 'plain'), '', { mode: 0o644 })
  const keeper = new Keeper(folder, 1)
  const promise = runPipe({
    tap: { ...shell(''), file: join(folder, 'plain') },
    target: shell(echo),
    onLine: () => {},
    onState: () => {},
    signal: new AbortController().signal,
    stopGraceSeconds: 1,
    stuckAfterSeconds: 60,
    keeper,
  })
  await expect(promise).rejects.toBeInstanceOf(ConfigError)
  keeper.end()
})
