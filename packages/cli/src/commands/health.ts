import { exitCodes } from '@descant/sdk'
import { defineCommand } from '../command.ts'
import { healthFileOf, illness } from '../container/heartbeat.ts'
import { containerOptions } from './run/run-options.ts'

/** `descant health`: whether a run of this container lives, for its health check. */
export const health = defineCommand({
  name: 'health',
  summary: 'says whether a run in this container lives: exit code 0 or 1.',
  options: { 'health-file': containerOptions['health-file'] },
  examples: ['HEALTHCHECK CMD ["descant", "health"]'],
  async run(options) {
    const message = await illness(healthFileOf(options), Date.now())
    if (message !== undefined) return { exitCode: exitCodes.failure, message }
    process.stdout.write('healthy\n')
    return { exitCode: exitCodes.done }
  },
})
