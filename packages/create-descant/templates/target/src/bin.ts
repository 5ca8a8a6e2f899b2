#!/usr/bin/env node
import { runTarget } from '@descant/sdk'
import { targetFolder } from './target.ts'

await runTarget(targetFolder)
