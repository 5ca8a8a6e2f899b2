import { createValidator } from '@descant/sdk'
import { expect, test } from 'vitest'
import { typedSchema, typedValue } from './typed-value.ts'

test.each([
  ['single_line_text_field', 'a', 'a'],
  ['number_integer', '5', 5],
  ['number_integer', '90071992547409931', '90071992547409931'],
  ['number_decimal', '1.123456789012345678', '1.123456789012345678'],
  ['boolean', 'false', false],
  ['date', '2022-02-02', '2022-02-02'],
  ['date_time', '2026-06-25T10:11:12+05:30', '2026-06-25T10:11:12+05:30'],
  ['money', '{"amount":"12.34","currency_code":"CAD"}', { amount: '12.34', currency_code: 'CAD' }],
  ['dimension', '{"value":5.0,"unit":"CENTIMETERS"}', { value: 5, unit: 'CENTIMETERS' }],
  ['json', '{"big":12345678901234567890}', '{"big":12345678901234567890}'],
  ['list.single_line_text_field', '["a","b"]', ['a', 'b']],
  ['product_reference', null, null],
])('%s %s', (type, value, typed) => {
  expect(typedValue(type, value)).toEqual(typed)
  expect(createValidator(typedSchema(type))(typed)).toEqual([])
})
