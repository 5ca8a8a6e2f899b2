import { runTap } from '@descant/sdk'
import { tapSalesforce } from './tap.ts'

await runTap(tapSalesforce)
