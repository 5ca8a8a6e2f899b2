import { ApiError } from '../replies/api-error.ts'
import type { CompiledQuery } from '../soql/compile-query.ts'

/**
 * Makes sure that a query can be a bulk job.
 *
 * @throws ApiError INVALIDENTITY, API_ERROR, FEATURENOTENABLED
 */
export function checkBulkQuery({ object, selection, aggregate, isCount }: CompiledQuery): void {
  if (object.restriction.bulkUnsupported) {
    const problem = `Entity '${object.name}' is not supported by the Bulk API.`
    throw new ApiError(400, 'INVALIDENTITY', problem)
  }
  if (isCount || aggregate !== undefined) {
    throw new ApiError(
      400,
      'API_ERROR',
      'Aggregate Relationship and GROUP BY are not supported in Bulk Query',
    )
  }
  for (const { field, json } of selection) {
    if (json !== undefined) {
      throw new ApiError(
        400,
        'API_ERROR',
        'Nested queries and functions are not supported in Bulk Query',
      )
    }
    if (field.type === 'address' || field.type === 'location') {
      throw new ApiError(400, 'API_ERROR', 'Selecting compound data not supported in Bulk Query')
    }
    if (field.type === 'base64') {
      throw new ApiError(400, 'FEATURENOTENABLED', 'Binary field not supported')
    }
  }
}
