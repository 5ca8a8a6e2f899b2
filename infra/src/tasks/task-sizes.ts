import type { Deployment, TaskSize } from '../deployment.ts'

/** What tasks get where the deployment says nothing of one source. */
export const taskSizes = ({
  extract = { cpu: 512, memoryMib: 1024 },
  transform = { cpu: 2048, memoryMib: 8192, storageGib: 50 },
}: Deployment): { readonly extract: TaskSize; readonly tables: TaskSize } => ({
  extract,
  tables: transform,
})
