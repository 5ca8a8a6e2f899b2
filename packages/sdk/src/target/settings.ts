/** The settings that every target has; see the docs of `defineTarget`. */
export const targetSettings = {
  batch_max_records: {
    type: 'integer',
    minimum: 1,
    default: 20_000,
    description: 'A batch is written when it holds this many records.',
  },
  batch_max_bytes: {
    type: 'integer',
    minimum: 1,
    default: 67_108_864,
    description: 'A batch is written when its records reach this many bytes of JSON.',
  },
  batch_max_age_seconds: {
    type: 'number',
    exclusiveMinimum: 0,
    default: 300,
    description: 'A batch is written at the latest this long after its first record.',
  },
  validate_records: {
    type: 'boolean',
    default: true,
    description:
      'Whether records are held against the schema of their stream. Keys are always checked.',
  },
  max_rejected_ratio: {
    type: 'number',
    minimum: 0,
    maximum: 1,
    default: 0.1,
    description:
      'The run ends with an error when more than this part of a stream is rejected, judged from ' +
      'its 1,000th record on.',
  },
} as const

/** The settings of {@link targetSettings}, as a checked config holds them. */
export interface TargetSettings {
  readonly batch_max_records: number
  readonly batch_max_bytes: number
  readonly batch_max_age_seconds: number
  readonly validate_records: boolean
  readonly max_rejected_ratio: number
}
