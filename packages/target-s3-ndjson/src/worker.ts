import { servePacking } from '@descant/sdk/packing'
import { packLines } from './pack-lines.ts'

servePacking(packLines)
