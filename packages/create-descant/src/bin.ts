import { runCreate } from './create.ts'

await runCreate()
