import type { Model } from '../model/define-model.ts'
import { type Lookup, lookupsOf } from '../model/expression.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'

const betweenEntries = '\n'
const betweenKeyAndValue = '\t'

/** What a lookup is called among the relations of an engine. */
export const lookupRelation = ({ name }: Lookup): string => `lookup_${name}`

/**
 * A lookup as a relation of `key` and `value`. It travels as one text that the engine cuts up: a
 * hundred thousand rows of a VALUES list take a parser seconds.
 */
function lookupStep(dialect: Dialect, lookup: Lookup): Step {
  const lines = Array.from(lookup.entries, (entry) => {
    const isSafe = entry.every((part) => !/[\t\n]/.test(part))
    if (!isSafe)
      throw new Error(`an entry of the lookup ${lookup.name} holds a tab or a line break`)
    return entry.join(betweenKeyAndValue)
  })
  const part = (number: number) =>
    `split_part(line, ${dialect.text(betweenKeyAndValue)}, ${number})`
  return {
    name: lookupRelation(lookup),
    query: `SELECT ${part(1)} AS key, ${part(2)} AS value FROM (
  SELECT ${dialect.explode(dialect.split(dialect.text(lines.join(betweenEntries)), betweenEntries))} AS line
) entries WHERE line <> ''`,
  }
}

/** The lookups that a model's steps need, as steps to take before them. */
export const lookupSteps = (dialect: Dialect, { entities }: Model): Step[] =>
  lookupsOf(
    entities.flatMap(({ enrichments = [] }) =>
      enrichments.flatMap(({ values }) => Object.values(values)),
    ),
  ).map((lookup) => lookupStep(dialect, lookup))
