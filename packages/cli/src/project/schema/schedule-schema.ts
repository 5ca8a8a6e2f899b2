/** When something runs. */
export const scheduleSchema = {
  type: ['string', 'object'],
  description:
    'When sources run: a cron expression (`0 * * * *`), or more exactly an object of `cron`, `time_zone`, `catch_up` and `jitter_seconds`.',
  required: ['cron'],
  additionalProperties: false,
  properties: {
    cron: {
      type: 'string',
      description: 'Five fields, as `30 2 * * *`, or `@hourly`, `@daily`, `@weekly`, `@monthly`.',
    },
    time_zone: { type: 'string', default: 'UTC', description: 'As `Europe/Berlin`.' },
    catch_up: {
      enum: ['once', 'all', 'skip'],
      default: 'once',
      description: 'What becomes of runs that were missed.',
    },
    jitter_seconds: {
      type: 'integer',
      minimum: 0,
      default: 0,
      description: 'Runs begin up to so much later, so that not all begin at once.',
    },
  },
} as const
