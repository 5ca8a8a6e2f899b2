import { servePacking } from '@descant/sdk'
import { packLines } from './pack-lines.ts'

servePacking(packLines)
