import { runTap } from '@descant/sdk'
import { tapShopify } from './tap.ts'

await runTap(tapShopify)
