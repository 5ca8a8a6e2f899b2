/** The settings that every tap has. */
export const tapSettings = {
  start_date: {
    type: 'string',
    format: 'date-time',
    description:
      'Where streams without a bookmark begin, RFC 3339, as 2026-01-01T00:00:00Z. Without it they ' +
      'begin at the beginning.',
  },
  select: {
    type: 'array',
    items: { type: 'string' },
    description:
      'Which streams and fields are wanted, where no catalog is given: `["orders", "!orders.note", ' +
      '"customers.*"]`. Without it, those that are selected by default.',
  },
  max_duration_seconds: {
    type: 'number',
    exclusiveMinimum: 0,
    description:
      'The run ends itself in time, with a usable STATE and exit code 75; run again to go on.',
  },
} as const
