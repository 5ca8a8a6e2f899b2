import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Stop } from '@descant/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunRecord } from '../runs/run-record.ts'
import { cgroupMemory } from './cgroup-memory.ts'
import { emfLine } from './emf-line.ts'
import { guardProcess } from './guard-process.ts'
import { Heartbeat, healthyForMilliseconds, illness } from './heartbeat.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descant-container-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Lays out the files of a kernel. */
const files = (contents: Record<string, string>) => {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

describe('memory', () => {
  test('of a container with v2: its limit, and what is used without pages of files', async () => {
    files({
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/memory.max': '1000\n',
      'sys/fs/cgroup/memory.current': '900\n',
      'sys/fs/cgroup/memory.stat': 'anon 500\ninactive_file 300\nactive_file 100\n',
    })
    expect(await cgroupMemory(root)).toEqual({ limit: 1000, used: 600 })
  })

  test('of the fullest group above, where the own one has no limit', async () => {
    files({
      'proc/self/cgroup': '0::/ecs/task/app\n',
      'sys/fs/cgroup/ecs/task/app/memory.max': 'max\n',
      'sys/fs/cgroup/ecs/task/app/memory.current': '10\n',
      'sys/fs/cgroup/ecs/task/memory.max': '2000\n',
      'sys/fs/cgroup/ecs/task/memory.current': '1900\n',
      'sys/fs/cgroup/ecs/memory.max': '9000\n',
      'sys/fs/cgroup/ecs/memory.current': '1900\n',
    })
    expect(await cgroupMemory(root)).toEqual({ limit: 2000, used: 1900 })
  })

  test('with v1', async () => {
    files({
      'proc/self/cgroup': '5:cpu,cpuacct:/\n4:memory:/docker/a\n',
      'sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes': '500\n',
      'sys/fs/cgroup/memory/docker/a/memory.usage_in_bytes': '450\n',
      'sys/fs/cgroup/memory/docker/a/memory.stat': 'total_inactive_file 50\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      'sys/fs/cgroup/memory/memory.usage_in_bytes': '450\n',
    })
    expect(await cgroupMemory(root)).toEqual({ limit: 500, used: 400 })
  })

  test('is unknown where there is no limit', async () => {
    expect(await cgroupMemory(root)).toBeUndefined()
  })
})

test('a process that lives says so, in a file and by HTTP; one that hangs does not', async () => {
  const file = join(root, 'health.json')
  expect(await illness(file, Date.now())).toContain('there is no')
  const heartbeat = await Heartbeat.start({ 'health-file': file, 'health-port': '0' })
  expect(await illness(file, Date.now())).toBeUndefined()
  expect(await illness(file, Date.now() + healthyForMilliseconds + 1000)).toContain('it hangs')
  heartbeat.end()
  expect(await illness(file, Date.now())).toContain('there is no')
})

test('before memory is full the process ends itself, once, and says what to do', async () => {
  vi.useFakeTimers()
  const stops: Stop[] = []
  let used = 91
  const guard = await guardProcess(
    { 'health-file': join(root, 'health.json') },
    0.92,
    { stop: (stop) => stops.push(stop) },
    async () => ({ limit: 100 * 2 ** 20, used: used * 2 ** 20 }),
  )
  await vi.advanceTimersByTimeAsync(3_000)
  expect(stops).toEqual([])
  used = 93
  await vi.advanceTimersByTimeAsync(3_000)
  guard.end()
  vi.useRealTimers()
  expect(stops.map(({ exitCode }) => exitCode)).toEqual([75])
  expect(stops[0]?.message).toMatch(/93 MiB of the 100 MiB .* give it more memory/)
})

/** The metrics of a line: their number is what they cost. */
const metricsOf = (line: string) => {
  const [{ Dimensions, Metrics }] = JSON.parse(line)._aws.CloudWatchMetrics
  const names = Metrics.map(({ Name }: { Name: string }) => Name)
  return { sets: Dimensions.map((set: string[]) => set.join('+')), names }
}

test.each(['emf', 'emf-all'] as const)(
  'what tables cost is told by their customer: %s',
  (choice) => {
    const record = { ...extraction, source: null, stage: 'load' } as unknown as RunRecord
    const line = emfLine(record, choice)
    expect(metricsOf(line).sets[0]).toBe('Customer+Stage')
    expect(JSON.parse(line)).not.toHaveProperty('Source')
  },
)

test('metrics are those that alarms need, and all by everything where that is asked for', () => {
  const record = extraction as unknown as RunRecord
  expect(metricsOf(emfLine(record))).toEqual({
    sets: ['Customer+Source'],
    names: ['RunSeconds', 'RunsSucceeded', 'RunsFailed', 'DeadLetters'],
  })
  const all = metricsOf(emfLine(record, 'emf-all'))
  expect(all.sets).toEqual(['Customer+Source', 'Customer+Stage', 'Stage'])
  expect(all.names).toHaveLength(7)
})

const extraction = {
  customer: 'acme',
  source: 'shop',
  stage: 'extract',
  run: 'r',
  status: 'partial',
  exit_code: 4,
  started_at: '2026-11-23T02:00:00.000Z',
  ended_at: '2026-11-23T02:01:00.000Z',
  seconds: 60,
  attempts: [{}, {}],
  conservation: { holds: true, tap_records: 9, raw_records: 7, dead_letters: 2 },
}

test('a run is a line of metrics whose names and dimensions are members of it', () => {
  const line = JSON.parse(emfLine(extraction as unknown as RunRecord, 'emf-all'))
  const [directive] = line._aws.CloudWatchMetrics
  for (const name of [
    ...directive.Dimensions.flat(),
    ...directive.Metrics.map((metric: { Name: string }) => metric.Name),
  ]) {
    expect(line, name).toHaveProperty(name)
  }
  expect(line).toMatchObject({
    RunsFailed: 1,
    RunsSucceeded: 0,
    RawRecords: 7,
    DeadLetters: 2,
    Attempts: 2,
  })
  expect(line._aws.Timestamp).toBe(Date.parse('2026-11-23T02:01:00Z'))
})
