import { servePacking } from '@descant/sdk/packing'
import { packRows } from './target/rows/pack-rows.ts'

servePacking(packRows)
