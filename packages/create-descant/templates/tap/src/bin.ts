#!/usr/bin/env node
import { runTap } from '@descant/sdk'
import { tapRest } from './tap.ts'

await runTap(tapRest)
