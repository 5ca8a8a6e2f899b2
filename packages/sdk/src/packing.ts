/** What the worker threads of a target need that packs records, and no more: they start sooner so. */
export type { Pack, Packed } from './target/packing/packing.ts'
export { servePacking } from './target/packing/serve-packing.ts'
