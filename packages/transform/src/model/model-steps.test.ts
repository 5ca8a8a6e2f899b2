import { expect, test } from 'vitest'
import { model } from '../../../../examples/own-model/model.ts'
import { defineModel } from './define-model.ts'
import { modelSteps } from './model-steps.ts'
import { standardModel } from './standard-model.ts'

const told = (steps = modelSteps(standardModel)) =>
  steps.map(({ table, step, what }) => `${table} ${step}: ${what}`)

test('a model tells its steps, those of a project among them', () => {
  expect(told()).toEqual(
    expect.arrayContaining([
      'orders ingest: shopify orders',
      'order_items ingest: shopify orders',
      'orders validate: order_id is there',
      'orders validate: total_price is decimal(18,2)',
      'orders clean: blank texts are null',
      'orders normalise: phone to E.164, by shipping_country',
      'orders enrich: exchange: reporting_currency, exchange_rate, reporting_total_price',
      'orders quality: range total_price 0..',
      'orders partition: month of created_at',
    ]),
  )
  expect(told(modelSteps(model))).toEqual(
    expect.arrayContaining([
      'events ingest: web-site hits',
      'profiles enrich: value_class: value_class',
      'events quality: fresh occurred_at within 48 hours',
    ]),
  )
})

test('steps of a table stand in the order in which they are done', () => {
  const validate = { orders: [{ kind: 'not_null', column: 'currency' }] } as const
  const steps = modelSteps(defineModel({ base: standardModel, validate }))
  const order = ['ingest', 'validate', 'clean', 'normalise', 'enrich', 'quality', 'partition']
  const places = steps
    .filter(({ table }) => table === 'orders')
    .map(({ step }) => order.indexOf(step))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(new Set(places).size).toBe(order.length)
  expect(told(steps)).toContain('orders validate: not_null currency')
})
