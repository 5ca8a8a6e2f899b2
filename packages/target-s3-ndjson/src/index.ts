export { type RecordEnvelope, rawLine } from './envelope.ts'
export { targetS3Ndjson } from './target.ts'
