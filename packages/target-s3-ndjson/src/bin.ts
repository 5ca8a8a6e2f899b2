import { runTarget } from '@descant/sdk'
import { targetS3Ndjson } from './target.ts'

await runTarget(targetS3Ndjson)
