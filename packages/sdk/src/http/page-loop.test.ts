import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageLoop } from './page-loop.ts'

const url = (page: number) => new URL(`https://api.example.com/orders?token=secret${page}`)

test('pages that differ pass, in the URL or in the body', () => {
  const loop = new PageLoop()
  loop.check(url(1), undefined)
  loop.check(url(2), undefined)
  loop.check(url(1), { after: 1 })
  loop.check(url(1), { after: 2 })
  expect(() => loop.check(url(1), { after: 1 })).toThrow(/read already/)
})

test('the error does not show the query', () => {
  const loop = new PageLoop()
  loop.check(url(1), undefined)
  expect(() => loop.check(url(1), undefined)).not.toThrow(/secret/)
})

test('a circle is found at its first repeat, and one too long to remember is found too', () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1001, max: 3000 }))
  fc.assert(
    fc.property(length, fc.integer({ min: 0, max: 2000 }), (circle, lead) => {
      const loop = new PageLoop()
      const pageAt = (step: number) => (step < lead ? step : lead + ((step - lead) % circle))
      let steps = 0
      const walk = () => {
        for (; steps < 20_000; steps += 1) loop.check(url(pageAt(steps)), undefined)
      }
      expect(walk).toThrow(/read already/)
      if (circle <= 1000) expect(steps).toBe(lead + circle)
    }),
    { numRuns: 20 },
  )
})
