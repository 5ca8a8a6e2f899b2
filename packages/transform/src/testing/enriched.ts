import type { Duck } from '@descant/lake/duckdb'
import { enrich } from '../enrichment/enrich.ts'
import { lookupSteps } from '../enrichment/lookup-step.ts'
import { entityOf, type Model } from '../model/define-model.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { materialise } from '../sql/materialise.ts'
import type { Row } from './lake.ts'
import { relation } from './relation.ts'

/** What a model's steps add to rows of one of its tables, for tests. */
export async function enriched(
  duck: Duck,
  model: Model,
  table: string,
  rows: readonly object[],
): Promise<Row[]> {
  const entity = entityOf(model, table)
  const given = Object.entries(entity.columns).filter(([, { isEnriched }]) => !isEnriched)
  const bare = { ...entity, columns: Object.fromEntries(given) }
  await materialise(duck, lookupSteps(dialect, model))
  const names = given.map(([name]) => name)
  return duck.rows(enrich(dialect, entity, relation(bare, rows), names))
}
