export { targetS3Ndjson } from './target.ts'
