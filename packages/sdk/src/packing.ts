/**
 * What the worker threads of a target need that packs records, and no more: they start sooner so.
 *
 * @module
 */

export { scanMembers } from './protocol/scan.ts'
export { type ModuleExports, ModuleMemory, slackBytes } from './target/packing/module-memory.ts'
export type { Pack, Packed } from './target/packing/packing.ts'
export { servePacking } from './target/packing/serve-packing.ts'
