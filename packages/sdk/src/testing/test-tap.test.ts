import { expect, test } from 'vitest'
import { goodOrders, tapOf } from './good/orders.ts'
import { testTap } from './test-tap.ts'

const other = { ...goodOrders, name: 'other_orders' }

testTap(tapOf(goodOrders, other), {
  config: { access_token: 'hush-hush', select: ['orders', '!orders.lines'] },
  samples: 2,
  skip: { 'a source that fails is not passed over': 'the source is in memory and cannot fail' },
})

test('a check that there is not cannot be left out', () => {
  const skip = { 'no such check': 'for no reason' } as object
  expect(() => testTap(tapOf(goodOrders), { skip })).toThrow(
    'There is no check called no such check',
  )
})
