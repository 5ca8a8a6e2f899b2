import { check, fail } from '../../check.ts'
import { keysOf, keyText } from '../../delivered.ts'
import type { TapTrial } from '../../tap-trial.ts'

export const keysAreUnique = check('keys are present and unique', async (trial: TapTrial) => {
  const run = await trial.full()
  for (const [stream, keyProperties] of keysOf(run.messages)) {
    if (keyProperties.length === 0) continue
    const seen = new Map<string, number>()
    for (const [index, record] of run.records(stream).entries()) {
      const missing = keyProperties.filter((name) => (record[name] ?? null) === null)
      if (missing.length > 0) fail(`record ${index + 1} of ${stream} has no ${missing.join(', ')}`)
      const key = keyText(record, keyProperties)
      const first = seen.get(key)
      if (first !== undefined) {
        fail(`records ${first} and ${index + 1} of ${stream} have the same key ${key}`)
      }
      seen.set(key, index + 1)
    }
  }
})
