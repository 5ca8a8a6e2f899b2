import { runMap } from './run-map.ts'

await runMap()
