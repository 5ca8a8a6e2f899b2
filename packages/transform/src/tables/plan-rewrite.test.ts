import type { DataFile } from '@descant/lake'
import { expect, test } from 'vitest'
import { mostSmallFiles, planRewrite, smallFileBytes } from './plan-rewrite.ts'

const file = (path: string, month: string | null, bytes = 1000): DataFile => ({
  path,
  rows: 1,
  bytes,
  partition: { created_at_month: month },
})

const rewritten = (files: readonly DataFile[], ...touched: readonly string[]) => {
  const plan = planRewrite(files, ({ path }) => touched.includes(path))
  expect([...plan.rewritten, ...plan.kept].map(({ path }) => path).sort()).toEqual(
    files.map(({ path }) => path).sort(),
  )
  return plan.rewritten.map(({ path }) => path)
}

const many = (count: number, month: string | null, bytes?: number) =>
  Array.from({ length: count }, (_, index) => file(`${month}-${index}`, month, bytes))

test('files that a change touches are written anew, wherever they lie', () => {
  const files = [file('a', '2026-01'), file('b', '2026-02'), file('c', null)]
  expect(rewritten(files, 'b', 'c')).toEqual(['b', 'c'])
  expect(rewritten(files)).toEqual([])
})

test('the small files of a partition become one before there are too many', () => {
  const others = many(mostSmallFiles, '2026-02')
  const crowd = many(mostSmallFiles + 1, '2026-01')
  expect(rewritten([...crowd, ...others])).toEqual(crowd.map(({ path }) => path))
  expect(rewritten(others)).toEqual([])
  expect(rewritten(many(mostSmallFiles + 1, null))).toHaveLength(mostSmallFiles + 1)
})

test('large files are left alone', () => {
  expect(rewritten(many(20, '2026-01', smallFileBytes))).toEqual([])
  const mixed = [...many(mostSmallFiles + 1, '2026-01'), file('large', '2026-01', smallFileBytes)]
  expect(rewritten(mixed)).not.toContain('large')
})
