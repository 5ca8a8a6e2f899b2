import { describe, expect, test } from 'vitest'
import type { Tap } from '../index.ts'
import { goodOrders, orders, tapOf } from './good/orders.ts'
import { killAt } from './kill-at.ts'
import { memoryOutput } from './memory-output.ts'
import { runTapInMemory } from './run-tap-in-memory.ts'

const tap = tapOf(goodOrders)

test('gives what was written and what became of it', async () => {
  const run = await runTapInMemory(tap)
  expect(run.failure).toBeUndefined()
  expect(run.records('orders')).toEqual(orders)
  expect(run.state).toEqual(run.states.at(-1))
  expect(run.outcomes).toMatchObject([{ stream: 'orders', records: 10 }])
  expect(run.logs.join()).toContain('stream read')
})

test('goes on from a STATE, and begins at start_date without one', async () => {
  const { state } = await runTapInMemory(tap)
  expect((await runTapInMemory(tap, { state })).records()).toEqual([])
  const config = { start_date: '2026-01-05T00:00:00Z' }
  expect((await runTapInMemory(tap, { config })).records()).toHaveLength(3)
})

test('a config that its schema does not allow is a failure of the run', async () => {
  const run = await runTapInMemory(tap, { config: { access_token: 7 } })
  expect(run.failure).toMatchObject({ code: 'CONFIG_INVALID' })
  expect(run.messages).toEqual([])
})

test('defaults are put into the config, and what the tap saves is told', async () => {
  const given: unknown[] = []
  const own: Tap = {
    ...tap,
    config: { type: 'object', properties: { size: { type: 'integer', default: 3 } } },
    open: async (config, context) => {
      given.push(config)
      await context.saveConfig({ refresh_token: 'rotated' })
      return []
    },
  }
  const run = await runTapInMemory(own)
  expect(given).toMatchObject([{ size: 3 }])
  expect(run.savedConfig).toEqual({ refresh_token: 'rotated' })
})

test('reads what the setting `select` says', async () => {
  const config = { select: ['orders', '!orders.lines'] }
  const [record] = (await runTapInMemory(tap, { config })).records()
  expect(Object.keys(record ?? {})).toEqual(['id', 'updated_at', 'email', 'total'])
  expect((await runTapInMemory(tap, { config: { select: ['other'] } })).records()).toEqual([])
})

test('gives the records of a whole table a version, where the setting says so', async () => {
  const whole = tapOf({ ...goodOrders, replicationKey: undefined })
  const run = await runTapInMemory(whole, { config: { emit_activate_version_messages: true } })
  expect(run.messages.some(({ type }) => type === 'ACTIVATE_VERSION')).toBe(true)
})

describe('a run that is ended from outside', () => {
  test('by SIGKILL: nothing reaches the reader after the line', async () => {
    const run = await runTapInMemory(tap, { kill: killAt(4) })
    expect(run.messages).toHaveLength(4)
    expect(run.failure).toMatchObject({ code: 'OUTPUT_CLOSED' })
  })

  test('by SIGTERM: it writes a STATE from which the rest is read', async () => {
    const run = await runTapInMemory(tap, { kill: killAt(2, 'SIGTERM') })
    expect(run.failure).toBeUndefined()
    expect(run.outcomes).toMatchObject([{ isStopped: true }])
    expect(run.messages.at(-1)?.type).toBe('STATE')
    const rest = await runTapInMemory(tap, { state: run.state })
    expect([...run.records(), ...rest.records()]).toEqual(orders)
  })

  test('has an output of its own', async () => {
    const options = { kill: killAt(2), output: memoryOutput() }
    await expect(runTapInMemory(tap, options)).rejects.toBeInstanceOf(TypeError)
  })
})
