import type { Deployment } from '../src/deployment.ts'

/** Everything that can be asked for: what the tests look at. */
export const deployment: Deployment = {
  name: 'descant',
  region: 'eu-central-1',
  project: 'example/descant.yaml',
  version: '1.2.3',
  network: { kind: 'nat' },
  alarmEmails: ['data@example.com'],
  sources: { 'acme/shopify': { cpu: 1024, memoryMib: 2048 } },
  database: { instanceType: 't4g.medium', storageGib: 100 },
  search: { instanceType: 'r7g.large.search', instances: 2, storageGib: 50 },
  spark: { maxCores: 64, maxMemoryGib: 256 },
}
