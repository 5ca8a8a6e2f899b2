const positive = { type: 'number', exclusiveMinimum: 0 } as const
const count = { type: 'integer', minimum: 1 } as const

/** What may stand below `limits` in descant.yaml. */
export const limitsSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'What a run may take, and how often it is tried.',
  properties: {
    max_duration_seconds: {
      ...positive,
      description: 'A run ends itself in this time with exit code 75; the next one goes on.',
    },
    stop_grace_seconds: {
      ...positive,
      default: 25,
      description: 'How long programs that are told to end may take for it.',
    },
    stuck_after_seconds: {
      ...positive,
      default: 900,
      description: 'A run that moves nothing for so long is ended and tried again.',
    },
    attempts: { ...count, default: 3, description: 'How often an extraction is tried in a run.' },
    retry_wait_seconds: {
      type: 'number',
      minimum: 0,
      default: 10,
      description: 'How long before the second try; doubled for each that follows.',
    },
    lease_seconds: {
      ...positive,
      default: 60,
      description: 'How long after a crash a source may be run again.',
    },
    memory_stop_ratio: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.92,
      description: 'A run is ended before more than this part of its memory limit is used.',
    },
    kept_states: { ...count, default: 100, description: 'So many STATEs of a source are kept.' },
    kept_runs: { ...count, default: 200, description: 'So many runs of a source are kept.' },
    log_max_bytes: {
      ...count,
      default: 4_194_304,
      description: 'The log of a run is kept up to this size.',
    },
  },
} as const
