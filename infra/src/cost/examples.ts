import type { Workload } from './monthly-cost.ts'

const usual = {
  extractSeconds: 75,
  tableSeconds: 120,
  extract: { cpu: 512, memoryMib: 1024 },
  tables: { cpu: 2048, memoryMib: 8192, storageGib: 50 },
  architecture: 'arm64',
  metrics: true,
  network: 'public',
  objectsARun: 12,
  logMbARun: 0.05,
} as const

/** The workloads of the guide. */
export const examples: Readonly<Record<string, Workload>> = {
  'One shop, every hour': {
    ...usual,
    customers: 1,
    sources: 1,
    extractions: 730,
    tableRuns: 730,
    rawGb: 2,
  },
  'Twenty sources of two customers, every hour': {
    ...usual,
    customers: 2,
    sources: 20,
    extractions: 20 * 730,
    tableRuns: 2 * 730,
    rawGb: 40,
  },
}
