import type { PipelineCost } from './pipeline.ts'

/**
 * Makes sure that the target of a pipeline took all records: a side that does less costs less.
 *
 * @returns The cost, as it was.
 * @throws {Error} where it took another number.
 */
export function allTaken(cost: PipelineCost, records: number): PipelineCost {
  const taken = Number(/^taken (\d+)$/m.exec(cost.log)?.[1])
  if (taken !== records) throw new Error(`The target took ${taken} of ${records} records.`)
  return cost
}
