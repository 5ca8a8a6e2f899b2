import type { SchemaField } from './schema-field.ts'

type Fields = readonly (readonly [path: string, field: SchemaField])[]

/** A field that went, and the one that seems to have taken its place. */
export interface Renamed {
  readonly from: string
  readonly to: string
}

/** Where more than this change at once, none can be told from another. */
const mostRenamed = 50
/** Names that share this part of their letters look alike. */
const alike = 0.5

/**
 * Pairs fields that went with fields that came beside them: of the same shape, and alike in name or
 * the only ones. It is a guess, for a person to judge: a rename cannot be told from a removal and an
 * addition.
 */
export function pairRenamed(
  removed: Fields,
  added: Fields,
  all: {
    readonly before: ReadonlyMap<string, SchemaField>
    readonly after: ReadonlyMap<string, SchemaField>
  },
): Renamed[] {
  if (Math.max(removed.length, added.length) > mostRenamed) return []
  const [gone, come] = [shapesOf(removed, all.before), shapesOf(added, all.after)]
  const candidates = gone.flatMap(([from, shape]) =>
    come
      .filter(([to, other]) => parentOf(to) === parentOf(from) && other === shape)
      .map(([to]) => ({ from, to, likeness: likenessOf(nameOf(from), nameOf(to)) })),
  )
  const isOnly = ({ from, to }: Renamed) =>
    candidates.every((other) => (other.from === from) === (other.to === to))
  const pairs: Renamed[] = []
  for (const { from, to, likeness } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    const isFree = pairs.every((pair) => pair.from !== from && pair.to !== to)
    if (isFree && (likeness >= alike || isOnly({ from, to }))) pairs.push({ from, to })
  }
  return pairs
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const shapesOf = (fields: Fields, all: ReadonlyMap<string, SchemaField>) =>
  fields.map(([path]) => [path, shapeOf(all, path)] as const)

/** All that a schema says of a field and what is below it. */
const shapeOf = (fields: ReadonlyMap<string, SchemaField>, path: string): string =>
  JSON.stringify(
    [...fields]
      .filter(([at]) => at === path || at.startsWith(`${path}/`))
      .map(([at, field]) => [at.slice(path.length), field])
      .sort(),
  )

/** From 0 to 1: the pairs of neighbouring letters that two names share (Dice), `_` and case aside. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  const total = a.length + b.length
  let shared = 0
  for (const pair of a) {
    const at = b.indexOf(pair)
    if (at < 0) continue
    b.splice(at, 1)
    shared++
  }
  return total === 0 ? 0 : (2 * shared) / total
}

function pairsOf(name: string): string[] {
  const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) =>
    letters.slice(at, at + 2),
  )
}
