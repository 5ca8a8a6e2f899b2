import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

export const schemaBeforeRecord = check('SCHEMA comes before RECORD', async (trial: TapTrial) => {
  const { messages, outcomes } = await trial.full()
  const described = new Set<string>()
  for (const [index, message] of messages.entries()) {
    if (message.type === 'SCHEMA') described.add(message.stream)
    if (message.type === 'RECORD' && !described.has(message.stream)) {
      fail(`line ${index + 1} is a RECORD of ${message.stream}, whose SCHEMA has not come`)
    }
  }
  const missing = outcomes.filter(({ stream }) => !described.has(stream))
  if (missing.length > 0) fail(`no SCHEMA of ${missing.map(({ stream }) => stream).join(', ')}`)
})
