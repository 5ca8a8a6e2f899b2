import { runTarget } from '@descant/sdk'
import { targetPostgres } from './target/target.ts'

await runTarget(targetPostgres)
