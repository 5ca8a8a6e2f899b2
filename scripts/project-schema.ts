/**
 * The JSON Schema of descant.yaml, as editors read it, is written from the one that the code holds
 * files against: `npm run settings` writes it, a test of the cli fails where it is out of date.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { projectSchema } from '../packages/cli/src/project/schema/project-schema.ts'
import { root } from './packages.ts'

mkdirSync(`${root}packages/cli/schema`, { recursive: true })
writeFileSync(
  `${root}packages/cli/schema/descant.schema.json`,
  `${JSON.stringify(projectSchema, null, 2)}\n`,
)
