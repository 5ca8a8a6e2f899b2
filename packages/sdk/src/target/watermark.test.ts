import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pending, Watermark } from './watermark.ts'

type Step =
  | { readonly kind: 'record'; readonly lane: number }
  | { readonly kind: 'state' }
  | { readonly kind: 'close'; readonly lane: number }
  | { readonly kind: 'durable'; readonly index: number }

const lane = fc.nat({ max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('record' as const), lane }),
  fc.record({ kind: fc.constant('state' as const) }),
  fc.record({ kind: fc.constant('close' as const), lane }),
  fc.record({ kind: fc.constant('durable' as const), index: fc.nat() }),
)

/** A batch in the simple model: just the ordinals of its records. */
interface Batch {
  readonly records: number[]
  readonly pending: Pending
}

test('a STATE passes when every record before it is durable, in any order of commits', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const watermark = new Watermark()
      const open = new Map<number, Batch>()
      const closed: Batch[] = []
      const durable = new Set<number>()
      const states: { readonly text: string; readonly before: number }[] = []
      let next = 0
      let passed = -1
      const check = () => {
        const text = watermark.take()
        if (text !== undefined) passed = states.findIndex((state) => state.text === text)
        const safe = states.findLastIndex(({ before }) =>
          Array.from({ length: before }, (_, ordinal) => ordinal).every((o) => durable.has(o)),
        )
        expect(passed).toBe(safe)
      }
      for (const { kind, ...what } of steps) {
        if (kind === 'record') {
          const { lane: at } = what as { lane: number }
          const batch = open.get(at) ?? { records: [], pending: watermark.begin(next) }
          open.set(at, batch)
          batch.records.push(next++)
        } else if (kind === 'state') {
          states.push({ text: `state ${states.length}`, before: next })
          watermark.state(next, `state ${states.length - 1}`)
        } else if (kind === 'close') {
          const { lane: at } = what as { lane: number }
          const batch = open.get(at)
          if (batch) closed.push(batch)
          open.delete(at)
        } else {
          const { index } = what as { index: number }
          const [batch] = closed.splice(index % (closed.length || 1), 1)
          if (batch) {
            watermark.finish(batch.pending)
            for (const ordinal of batch.records) durable.add(ordinal)
          }
        }
        check()
      }
    }),
    { numRuns: 500 },
  )
})
