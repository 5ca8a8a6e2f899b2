import { describe, expect, test } from 'vitest'
import { file } from '../fixtures/new-table.ts'
import { entryStatus, type ManifestEntry } from './manifest.ts'
import type { Manifest } from './manifest-list.ts'
import { checkFiles, type PlannedManifest, planManifests } from './plan-manifests.ts'

const entry = (name: string, status: number = entryStatus.added): ManifestEntry => ({
  status,
  snapshotId: 5n,
  sequenceNumber: 5n,
  fileSequenceNumber: 5n,
  file: file(name),
})

const manifest = (name: string, ...entries: ManifestEntry[]): Manifest => ({
  path: name,
  bytes: 1,
  specId: 0,
  content: 0,
  sequenceNumber: 5n,
  addedSnapshotId: 5n,
  entries,
})

const snapshot = { id: 9n, sequenceNumber: 6n }
const plan = (base: readonly Manifest[], ...names: string[]) => {
  const { kept, written, added, removed } = planManifests(
    base,
    names.map((name) => file(name)),
    snapshot,
  )
  const shown = ({ entries }: PlannedManifest) =>
    entries.map(({ status, file }) => `${'=+-'[status]}${file.path.slice(5)}`).join(' ')
  return {
    kept: kept.map(({ path }) => path),
    written: written.map(shown),
    added: added.map(({ path }) => path),
    removed: removed.map(({ path }) => path),
  }
}

describe('the manifests of a snapshot', () => {
  const ab = manifest('ab', entry('a'), entry('b'))
  const c = manifest('c', entry('c', entryStatus.existing), entry('gone', entryStatus.deleted))

  test('of a new table hold what is added', () => {
    expect(plan([], 'a', 'b')).toEqual({
      kept: [],
      written: ['+a +b'],
      added: ['data/a', 'data/b'],
      removed: [],
    })
    expect(plan([])).toEqual({ kept: [], written: [], added: [], removed: [] })
  })

  test('are kept where all their files stay, and written anew where some go', () => {
    expect(plan([ab, c], 'a', 'b', 'c', 'd')).toMatchObject({ kept: ['ab', 'c'], written: ['+d'] })
    expect(plan([ab, c], 'b', 'c')).toMatchObject({
      kept: ['c'],
      written: ['-a =b'],
      removed: ['data/a'],
    })
    expect(plan([ab, c])).toMatchObject({ kept: [], written: ['-a -b', '-c'] })
  })

  test('with nothing alive are left out', () => {
    expect(plan([manifest('dead', entry('x', entryStatus.deleted))], 'x')).toMatchObject({
      kept: [],
      written: ['+x'],
      removed: [],
    })
  })

  test('say when each file came: those that stay as before, those that go by this snapshot', () => {
    const { written } = planManifests([ab], [file('b'), file('new')], snapshot)
    const found = written
      .flatMap(({ entries }) => entries)
      .map(({ file, snapshotId, sequenceNumber }) => [file.path, snapshotId, sequenceNumber])
    expect(found).toEqual([
      ['data/new', 9n, 6n],
      ['data/a', 9n, 5n],
      ['data/b', 5n, 5n],
    ])
  })

  test('are merged into one before there are too many', () => {
    const many = Array.from({ length: 101 }, (_, index) =>
      manifest(`m${index}`, entry(`f${index}`)),
    )
    const names = many.map((_, index) => `f${index}`)
    const { kept, written } = plan(many, ...names, 'new')
    expect(kept).toEqual([])
    expect(written).toEqual(['+new', names.map((name) => `=${name}`).join(' ')])
    expect(plan(many.slice(1), ...names.slice(1)).kept).toHaveLength(100)
  })
})

describe('the files of a commit', () => {
  const day = { column: 'day', transform: 'identity' } as const
  const refused = expect.objectContaining({ code: 'LAKE_TABLE_FILES' })

  test('are each given once, in the table, with their partition', () => {
    checkFiles([file('a'), { ...file('b'), partition: { day: 'x' } }], [])
    checkFiles([{ ...file('a'), partition: { day: null } }], [day])
    expect(() => checkFiles([file('a'), file('a')], [])).toThrow(refused)
    expect(() => checkFiles([file('a')], [day])).toThrow(refused)
    expect(() => checkFiles([file('../a')], [])).toThrow(
      expect.objectContaining({ code: 'LAKE_KEY' }),
    )
  })
})
