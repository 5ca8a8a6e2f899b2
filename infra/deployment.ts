import type { Deployment } from './src/deployment.ts'

/** The deployment that `cdk` acts on: make it yours. */
export const deployment: Deployment = {
  name: 'descant',
  region: 'eu-central-1',
  project: 'example/descant.yaml',
  version: '0.1.0',
  network: { kind: 'public' },
  alarmEmails: ['data@example.com'],
  database: { instanceType: 't4g.medium', storageGib: 100 },
}
