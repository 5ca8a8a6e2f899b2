export { runDescant } from './descant.ts'
