import type { SearchableProperties } from '../api/schema-part.ts'
import type { BulkView } from './bulk-operations.ts'

/** What bulk operations can be filtered and sorted by. */
export const searchableBulkOperations: SearchableProperties<BulkView> = {
  fields: {
    created_at: { type: 'time', of: (operation) => operation.createdAt },
    id: { type: 'id', of: (operation) => operation.id },
    operation_type: {
      type: 'enumeration',
      values: ['query', 'mutation'],
      of: (operation) => [operation.type.toLowerCase()],
    },
    status: {
      type: 'enumeration',
      values: ['canceled', 'canceling', 'completed', 'created', 'failed', 'running'],
      of: (operation) => [operation.status.toLowerCase()],
    },
  },
  text: () => '',
  sortKeys: {
    COMPLETED_AT: { type: 'time', of: (operation) => operation.completedAt },
    CREATED_AT: { type: 'time', of: (operation) => operation.createdAt },
  },
}
