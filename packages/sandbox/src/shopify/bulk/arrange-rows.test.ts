import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../random.ts'
import { groupRows, scatterRows } from './arrange-rows.ts'
import type { BulkRow } from './flatten-result.ts'

const rowsOver = (children: fc.Arbitrary<readonly BulkRow[]>) =>
  fc.array(fc.record({ line: fc.uuid(), children }), { maxLength: 4 })

/** Trees of up to three floors. */
const rows = rowsOver(rowsOver(rowsOver(fc.constant([]))))

/** Each line with its parent's, in the order of the tree. */
const familyOf = (tree: readonly BulkRow[], parent?: string): [string, string | undefined][] =>
  tree.flatMap((row) => [
    [row.line, parent] as [string, string | undefined],
    ...familyOf(row.children, row.line),
  ])

test('a scattered file has every object once, after its parent', () => {
  fc.assert(
    fc.property(rows, fc.integer(), (tree, seed) => {
      const lines = scatterRows(tree, new Random(seed)).map(({ line }) => line)
      const family = familyOf(tree)
      expect([...lines].sort()).toEqual(family.map(([line]) => line).sort())
      for (const [line, parent] of family) {
        if (parent !== undefined) expect(lines.indexOf(parent)).toBeLessThan(lines.indexOf(line))
      }
    }),
  )
})

test('a grouped file has every object right where the tree has it', () => {
  fc.assert(
    fc.property(rows, (tree) => {
      const lines = groupRows(tree)
      expect(lines.map(({ line }) => line)).toEqual(familyOf(tree).map(([line]) => line))
      expect(lines.filter(({ isRoot }) => isRoot)).toHaveLength(tree.length)
    }),
  )
})

test('children of several parents stand mixed, and the same seed mixes them alike', () => {
  const tree = Array.from({ length: 50 }, (_, parent) => ({
    line: `${parent}`,
    children: Array.from({ length: 3 }, (_, child) => ({
      line: `${parent}.${child}`,
      children: [],
    })),
  }))
  const lines = scatterRows(tree, new Random(1)).map(({ line }) => line)
  const next = lines.filter(
    (line, index) => line.includes('.') && line.startsWith(`${lines[index - 1]?.split('.')[0]}.`),
  )
  expect(next.length).toBeLessThan(40)
  expect(scatterRows(tree, new Random(1)).map(({ line }) => line)).toEqual(lines)
  expect(scatterRows(tree, new Random(2)).map(({ line }) => line)).not.toEqual(lines)
})
