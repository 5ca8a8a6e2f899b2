import { runDescant } from './descant.ts'

await runDescant()
