import { expect, test } from 'vitest'
import { featuresOf } from './search-features.ts'

const node = (version: string, ...modules: string[]) => ({
  version,
  modules: modules.map((name) => ({ name })),
})

test.each([
  ['2.12.0', true],
  ['2.19.3', true],
  ['3.0.0', true],
  ['2.11.1', false],
  ['1.3.20', false],
])('OpenSearch %s reads times by its fast format: %s', (version, isFast) => {
  const { timeFormat } = featuresOf('OpenSearch', { nodes: { a: node(version) } })
  expect(timeFormat).toBe(isFast ? 'rfc3339_lenient' : undefined)
})

test('what one node lacks the server lacks', () => {
  const nodes = { a: node('2.19.3', 'mapper-extras', 'geo'), b: node('2.11.0', 'geo') }
  expect(featuresOf('OpenSearch', { nodes })).toEqual({ hasScaledFloat: false })
  expect(featuresOf('OpenSearch', { nodes: { a: nodes.a } })).toEqual({
    hasScaledFloat: true,
    timeFormat: 'rfc3339_lenient',
  })
  expect(featuresOf('Elasticsearch', { nodes: { a: node('8.19.2') } })).toEqual({
    hasScaledFloat: false,
  })
  expect(featuresOf('OpenSearch', {})).toEqual({ hasScaledFloat: false })
})
