import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bothStores } from '../fixtures/both-stores.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { LeaseHeldError, LeaseLostError } from './lease-errors.ts'
import { leaseKey } from './lease-record.ts'
import { takeLease } from './take-lease.ts'

const stores = bothStores()

/** A clock that stands, and can be put on. */
const clock = () => {
  let time = Date.parse('2026-11-23T02:00:00Z')
  return { now: () => time, wait: (milliseconds: number) => (time += milliseconds) }
}

/** What starts processes is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

describe.each(stores)('in %s', (_, open) => {
  test('one holds it at a time, and each holder has a greater token', async () => {
    const [state, { now }] = [open(), clock()]
    const first = await takeLease(state, 'acme', 'shop', { holder: 'a', now })
    const second = takeLease(state, 'acme', 'shop', { holder: 'b', now })
    await expect(second).rejects.toBeInstanceOf(LeaseHeldError)
    await expect(second).rejects.toThrow(/shop is being run by a since 2026-11-23T02:00:00.000Z/)
    const other = await takeLease(state, 'acme', 'another shop', { holder: 'b', now })
    await first.release()
    const third = await takeLease(state, 'acme', 'shop', { holder: 'c', now })
    expect([first.token, other.token, third.token]).toEqual([1, 1, 2])
    await Promise.all([other.release(), third.release()])
  })

  test('of many that take it at once, one does', async () => {
    const [state, { now }] = [open(), clock()]
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_one, n) =>
        takeLease(state, 'acme', 'shop', { holder: `${n}`, now }),
      ),
    )
    const taken = all.filter((one) => one.status === 'fulfilled')
    expect(taken).toHaveLength(1)
    await taken[0]?.value.release()
  })

  test('one that is not renewed is taken, and its holder finds out', async () => {
    const [state, { now, wait }] = [open(), clock()]
    const first = await takeLease(state, 'acme', 'shop', { holder: 'a', now })
    wait(61_000)
    // Clocks differ: the lease has ended, but not for long enough.
    await expect(takeLease(state, 'acme', 'shop', { holder: 'b', now })).rejects.toThrow(
      'is being run',
    )
    wait(2_000)
    const second = await takeLease(state, 'acme', 'shop', { holder: 'b', now })
    await expect(first.check()).rejects.toBeInstanceOf(LeaseLostError)
    expect(first.signal.aborted).toBe(true)
    await first.release()
    await second.check()
    const object = await state.get(leaseKey('acme', 'shop'))
    expect(JSON.parse(String(object?.body))).toMatchObject({ holder: 'b', token: 2 })
    await second.release()
  })

  test('one that is renewed stays', async () => {
    const [state, { now, wait }] = [open(), clock()]
    const first = await takeLease(state, 'acme', 'shop', { holder: 'a', now })
    for (let minute = 0; minute < 5; minute++) {
      wait(59_000)
      await first.check()
      const second = takeLease(state, 'acme', 'shop', { holder: 'b', now })
      await expect(second).rejects.toBeInstanceOf(LeaseHeldError)
    }
    await first.release()
  })
})

const contend = (zone: string, holder: string) => {
  const source = ['--conditions=@descant/source', '--import', import.meta.resolve('tsx')]
  const program = new URL('../fixtures/lease-contender.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [...source, program, zone, holder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, next: async () => (await lines.next()).value as string | undefined }
}

test.skipIf(!isLong)(
  'a process that is stopped loses it to another, and takes it back when that one is killed (with DESCANT_LONG=1)',
  async () => {
    const zone = pathToFileURL(temporaryFolder()).href
    const first = contend(zone, 'first')
    expect(await first.next()).toBe('took 1')
    const second = contend(zone, 'second')
    first.child.kill('SIGSTOP')
    expect(await second.next()).toBe('took 2')
    first.child.kill('SIGCONT')
    expect(await first.next()).toBe('lost 1')
    second.child.kill('SIGKILL')
    expect(await first.next()).toBe('took 3')
    expect(await second.next()).toBeUndefined()
  },
)
