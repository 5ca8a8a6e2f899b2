import { openStore } from '@descant/lake'
import { TransformError } from './errors.ts'
import { type StoredModel, storeModel } from './linkage/model-store.ts'
import { trainLinkage } from './linkage/train-linkage.ts'
import { standardModel } from './model/standard-model.ts'
import { withWorkspace } from './run/workspace.ts'
import { duckdbDialect } from './sql/duckdb-dialect.ts'
import { openTables, rowsOf, viewCurrent } from './tables/processed-tables.ts'
import type { TableWorkOptions } from './transform-options.ts'

export type TrainOptions = TableWorkOptions

/**
 * Learns from the tables of people how records of one person look alike, and keeps what it learnt
 * as the next version of the customer's linkage model. The next transform resolves all profiles by
 * it, and `identity_review` shows the pairs that it is not sure of.
 *
 * Nothing is learnt without this command: parameters that moved by themselves would move people
 * between profiles.
 *
 * @throws {TransformError} `TRANSFORM_NO_PEOPLE` where there are no two records of people.
 * @throws {LakeError} where a zone cannot be read or written.
 * @example
 * const { version, model } = await trainIdentities({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 * })
 */
export async function trainIdentities(options: TrainOptions): Promise<StoredModel> {
  const { customer, model: ofProject = standardModel, now = () => new Date() } = options
  const processed = openStore(options.processed, options.s3)
  const tables = await openTables(processed, customer, ofProject)
  const targets = ofProject.peopleEntities.flatMap(({ name }) => tables.get(name) ?? [])
  if (targets.reduce((rows, target) => rows + rowsOf(target), 0) < 2) {
    throw new TransformError(
      'TRANSFORM_NO_PEOPLE',
      `There are no two records of people of ${customer} in ${processed.url} to learn from. Run \`descant transform\` first, and check the zone and the customer's name.`,
      { exitCode: 2 },
    )
  }
  return withWorkspace(options, duckdbDialect, async (duck, directory) => {
    for (const target of targets) {
      await viewCurrent(duck, duckdbDialect, processed, target, directory)
    }
    const people = targets.map(({ entity }) => ({ entity, relation: `${entity.name}_current` }))
    const training = await trainLinkage(duck, duckdbDialect, people)
    return storeModel(openStore(options.state, options.s3), customer, training, now())
  })
}
