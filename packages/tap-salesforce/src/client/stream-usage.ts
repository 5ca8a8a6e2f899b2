/** What a stream has used of what the org allows. */
export interface StreamUsage {
  apiCalls: number
  bulkJobs: number
  bulkBytes: number
}

export const noUsage = (): StreamUsage => ({ apiCalls: 0, bulkJobs: 0, bulkBytes: 0 })
