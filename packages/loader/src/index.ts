export { type LoadOptions, runLoad } from './load.ts'
export { LoadError, type LoadErrorCode, type LoadErrorOptions } from './load-error.ts'
export type { LoadMode, LoadReport, TableReport } from './load-report.ts'
export type { LoadProgress, LoadStep } from './load-run.ts'
