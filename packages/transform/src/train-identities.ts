import { openStore } from '@descant/lake'
import { TransformError } from './errors.ts'
import { type StoredModel, storeModel } from './linkage/model-store.ts'
import { trainLinkage } from './linkage/train-linkage.ts'
import { customers } from './model/entities/customers.ts'
import { withWorkspace } from './run/workspace.ts'
import { duckdbDialect } from './sql/duckdb-dialect.ts'
import { openTables, rowsOf, viewCurrent } from './tables/processed-tables.ts'
import type { TransformOptions } from './transform-options.ts'

export type TrainOptions = Pick<
  TransformOptions,
  | 'customer'
  | 'processed'
  | 'state'
  | 's3'
  | 'memoryLimitMib'
  | 'temporaryDirectory'
  | 'signal'
  | 'now'
>

/**
 * Learns from the table `customers` how records of one person look alike, and keeps what it learnt
 * as the next version of the customer's linkage model. The next transform resolves all profiles by
 * it, and `identity_review` shows the pairs that it is not sure of.
 *
 * Nothing is learnt without this command: parameters that moved by themselves would move people
 * between profiles.
 *
 * @throws {TransformError} `TRANSFORM_NO_PEOPLE` where there are no two customer records.
 * @throws {LakeError} where a zone cannot be read or written.
 * @example
 * const { version, model } = await trainIdentities({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 * })
 */
export async function trainIdentities(options: TrainOptions): Promise<StoredModel> {
  const { customer, now = () => new Date() } = options
  const processed = openStore(options.processed, options.s3)
  const target = (await openTables(processed, customer)).get(customers.name)
  if (target === undefined || rowsOf(target) < 2) {
    throw new TransformError(
      'TRANSFORM_NO_PEOPLE',
      `There are no two customer records of ${customer} in ${processed.url} to learn from. Run \`descant transform\` first, and check the zone and the customer's name.`,
      { exitCode: 2 },
    )
  }
  return withWorkspace(options, duckdbDialect, async (duck, directory) => {
    await viewCurrent(duck, duckdbDialect, processed, target, directory)
    const training = await trainLinkage(duck, duckdbDialect, `${customers.name}_current`)
    return storeModel(openStore(options.state, options.s3), customer, training, now())
  })
}
