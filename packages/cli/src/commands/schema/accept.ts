import { defineCommand } from '../../command.ts'
import { decide, decisionOptions } from './decide.ts'

/** `descant schema accept`: the transform goes on with a changed schema. */
export const schemaAccept = defineCommand({
  name: 'schema accept',
  summary: 'accepts a changed schema: the transform takes the objects that waited for it.',
  options: decisionOptions,
  examples: ['descant schema accept --stream orders --note "phone was dropped on purpose"'],
  run: (options, context) =>
    decide('accepted', options, context, 'The next descant transform takes what waited.'),
})
