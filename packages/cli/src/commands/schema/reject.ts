import { defineCommand } from '../../command.ts'
import { decide, decisionOptions } from './decide.ts'

/** `descant schema reject`: what came under a schema stays out of the tables. */
export const schemaReject = defineCommand({
  name: 'schema reject',
  summary: 'rejects a changed schema: what came under it stays in the raw zone, out of the tables.',
  options: decisionOptions,
  examples: ['descant schema reject --stream orders --note "the shop will mend its export"'],
  run: (options, context) =>
    decide(
      'rejected',
      options,
      context,
      'Its objects stay out of the tables; what comes under an accepted schema goes on.',
    ),
})
