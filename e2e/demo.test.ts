import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { finished } from './bins.ts'
import { test } from './zones.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Starts `npm run demo` without npm around it, in a folder of its own. */
const startDemo = (directory: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'examples/demo/demo.ts'], {
    cwd: root,
    env: { ...process.env, DESCANT_DEMO_DIRECTORY: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** A file of each process, as `cmdline`; undefined where /proc is not there. */
const ofProcesses = (file: string): { pid: string; text: string }[] | undefined => {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map((pid) => {
      try {
        return { pid, text: readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ') }
      } catch {
        return { pid, text: '' }
      }
    })
  } catch {
    return undefined
  }
}

const waiting = { timeout: 60_000 }

/** Waits until the demo is about to make its database, or to start it. */
const databaseStarts = (demo: ChildProcess) =>
  vi.waitFor(() => {
    const stats = ofProcesses('stat') ?? []
    const children = stats.filter(
      ({ text }) => text.split(') ')[1]?.split(' ')[1] === `${demo.pid}`,
    )
    const lines = ofProcesses('cmdline')?.filter(({ pid }) =>
      children.some((own) => own.pid === pid),
    )
    expect(lines?.map(({ text }) => text).join() ?? 'postgres').toContain('postgres')
  }, waiting)

/** The last of them may be on its way out when the demo has ended. */
const nothingRunsIn = (directory: string) =>
  vi.waitFor(() => {
    const lines = ofProcesses('cmdline') ?? []
    expect(lines.filter(({ text }) => text.includes(directory))).toEqual([])
  }, waiting)

test.skipIf(process.env.DESCANT_LONG !== '1')(
  'the demo shows the whole pipe, survives Ctrl-C, and moves only changes the second time',
  async ({ zones }) => {
    const { directory } = zones
    const interrupted = startDemo(directory)
    const end = finished(interrupted)
    await databaseStarts(interrupted)
    interrupted.kill('SIGINT')
    const ended = await end
    expect(ended.code).toBe(130)
    await nothingRunsIn(directory)

    const first = await finished(startDemo(directory))
    expect(first.code, first.stderr).toBe(0)
    expect(first.stdout).toMatch(/orders\s+5,000 rows\s+5,000 new/)
    expect(first.stdout).toMatch(/profiles\s+[\d,]+ rows/)
    expect(first.stdout).toMatch(/\d+ objects, [\d,]+ KiB written to the raw zone/)
    expect(first.stdout).toMatch(/ten best customers/)
    expect(first.stdout).toMatch(/s3:\/\/my-bucket/)

    const second = await finished(startDemo(directory))
    expect(second.code, second.stderr).toBe(0)
    expect(second.stdout).toMatch(/only those move/)
    expect(second.stdout).toMatch(/orders\s+5,001 rows\s+1 new\s+3 changed\s+0 removed/)
    await nothingRunsIn(directory)
  },
)
