import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { collectBatches, defineTarget, type Target } from '../index.ts'
import { killAt } from './kill-at.ts'
import { runTargetInMemory } from './run-target-in-memory.ts'
import { linesOf, recordStep, schemaStep, stateStep } from './steps.ts'
import { withFailingCommits } from './with-failing-commits.ts'
import { withSlowCommits } from './with-slow-commits.ts'

/** A target that tells what it does. */
const createTarget = () => {
  const events: string[] = []
  const target = defineTarget({
    name: 'target-events',
    config: { type: 'object', properties: { password: { type: 'string' } } },
    connect: () => events,
    sink: (_, { name }) => {
      const sink = collectBatches(async (records) => {
        events.push(`${name} ${records.map(({ message }) => message.record.id).join(' ')}`)
      })
      const open = (...info: Parameters<typeof sink.open>) => {
        const batch = sink.open(...info)
        return { ...batch, abort: async () => void events.push(`${name} given up`) }
      }
      return { ...sink, open }
    },
    close: async () => void events.push('closed'),
  })
  return { target, events }
}

const stream = { name: 'a', schema: { type: 'object' }, keyProperties: ['id'] }
const steps = [
  schemaStep(stream),
  recordStep(stream, { id: 1 }),
  recordStep(stream, { id: 2 }),
  stateStep('two'),
  recordStep(stream, { id: 3 }),
  recordStep(stream, { id: 4 }),
  stateStep('four'),
]
const lines = linesOf(steps)
const config = { batch_max_records: 2 }

test('gives the STATEs that were passed on, and what was taken in', async () => {
  const { target, events } = createTarget()
  const run = await runTargetInMemory(target, lines, { config })
  expect(run).toMatchObject({ states: ['"two"', '"four"'], failure: undefined })
  expect(run.report).toEqual({ records: 4, rejected: 0 })
  expect(events).toEqual(['a 1 2', 'a 3 4', 'closed'])
})

test('a config that its schema does not allow is a failure of the run', async () => {
  const { target } = createTarget()
  const run = await runTargetInMemory(target, lines, { config: { batch_max_records: 0 } })
  expect(run.failure).toMatchObject({ code: 'CONFIG_INVALID' })
})

test('the input waits while somebody looks at a STATE', async () => {
  const { target, events } = createTarget()
  const seen: string[] = []
  const onState = async (text: string) => {
    await new Promise(setImmediate)
    seen.push(`${text} after ${events.join(', ')}`)
  }
  await runTargetInMemory(target, lines, { config, onState })
  expect(seen).toEqual(['"two" after a 1 2', '"four" after a 1 2, a 3 4'])
})

test('what a look at a STATE throws is thrown', async () => {
  const { target } = createTarget()
  const onState = () => {
    throw new Error('not there')
  }
  await expect(runTargetInMemory(target, lines, { config, onState })).rejects.toThrow('not there')
})

describe('a run that is ended from outside', () => {
  test('by SIGKILL: nothing is committed, given up or closed after the line', async () => {
    const { target, events } = createTarget()
    const run = await runTargetInMemory(target, lines, { config, kill: killAt(5) })
    expect(run.states).toEqual(['"two"'])
    expect(events).toEqual(['a 1 2'])
    await run.release()
    expect(events).toEqual(['a 1 2', 'a given up', 'a given up', 'closed'])
  })

  test('by SIGTERM: what has come is made durable', async () => {
    const { target, events } = createTarget()
    const run = await runTargetInMemory(target, lines, { config, kill: killAt(5, 'SIGTERM') })
    expect(run).toMatchObject({ states: ['"two"'], failure: undefined })
    expect(events).toEqual(['a 1 2', 'a 3', 'closed'])
  })
})

describe('commits', () => {
  test.each([
    ['before they write', true, ['a 1 2', 'a given up', 'closed']],
    ['after they have written', 'after', ['a 1 2', 'a 3 4', 'a given up', 'closed']],
  ] as const)('fail %s', async (_, how, events) => {
    const own = createTarget()
    const failing = withFailingCommits(own.target, ({ number }) => number === 2 && how)
    const run = await runTargetInMemory(failing, lines, { config })
    expect(run.failure).toMatchObject({ name: 'InjectedFailure' })
    expect(run.states).toEqual(['"two"'])
    expect(own.events).toEqual(events)
  })

  test('are slow, and told what they commit', async () => {
    const { target, events } = createTarget()
    const commits: unknown[] = []
    const slow = withSlowCommits(target, (commit) => {
      commits.push({ ...commit, before: events.length })
      return 3
    })
    await runTargetInMemory(slow, lines, { config })
    const facts = { stream: 'a', kind: 'records', records: 2 }
    expect(commits).toEqual([
      { ...facts, number: 1, before: 0 },
      { ...facts, number: 2, before: 1 },
    ])
  })

  test('are wrapped, and the rest of the target is as it was', async () => {
    const { target, events } = createTarget()
    const opened: string[] = []
    const openBatchFile = async (url: string) => {
      opened.push(url)
      return Readable.from([Buffer.from('{"id":8}\n{"id":9}\n')])
    }
    const reading: Target = {
      ...target,
      open: async (...call) => ({ ...(await target.open(...call)), openBatchFile }),
    }
    const batch = {
      type: 'BATCH',
      stream: 'a',
      encoding: { format: 'jsonl' },
      manifest: ['toy://one'],
    }
    const all = [lines[0] ?? '', JSON.stringify(batch)]
    const run = await runTargetInMemory(withSlowCommits(reading), all, { config })
    expect(run.failure).toBeUndefined()
    expect(opened).toEqual(['toy://one'])
    expect(events).toEqual(['a 8 9', 'closed'])
  })
})
