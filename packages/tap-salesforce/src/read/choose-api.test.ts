import { expect, test } from 'vitest'
import { chooseApi, type WindowFacts } from './choose-api.ts'

const facts: WindowFacts = {
  apiType: 'AUTO',
  isInBulk: true,
  rows: 5000,
  groups: 1,
  bulkThresholdRows: 20_000,
  allowsBulk: true,
  callsLeft: 1000,
}

test.each<[string, Partial<WindowFacts>, string]>([
  ['few rows', {}, 'rest'],
  ['many rows', { rows: 20_000 }, 'bulk'],
  ['rows that take too long to count', { rows: Number.POSITIVE_INFINITY }, 'bulk'],
  ['few rows in many groups of columns', { groups: 4 }, 'bulk'],
  ['few rows, and fewer calls left', { callsLeft: 2 }, 'bulk'],
  ['many rows, no Bulk left', { rows: 20_000, allowsBulk: false }, 'rest'],
  ['many rows, nothing left', { rows: 20_000, allowsBulk: false, callsLeft: 9 }, 'none'],
  ['an object that Bulk does not know', { rows: 1e9, isInBulk: false }, 'rest'],
  ['REST alone', { apiType: 'REST', rows: 1e9 }, 'rest'],
  ['Bulk alone', { apiType: 'BULK2', rows: 1 }, 'bulk'],
  ['Bulk alone, none left', { apiType: 'BULK2', rows: 1, allowsBulk: false }, 'none'],
  ['Bulk alone, not known there', { apiType: 'BULK2', isInBulk: false }, 'rest'],
])('%s', (_, more, expected) => {
  expect(chooseApi({ ...facts, ...more })).toBe(expected)
})
