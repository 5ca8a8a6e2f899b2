/** Where the data lies. */
export const zonesSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'Where the data lies: `s3://bucket/prefix`, `file:///folder`, or a folder that stands from this file.',
  properties: {
    raw: { type: 'string', minLength: 1, description: 'What the sources sent, byte for byte.' },
    processed: { type: 'string', minLength: 1, description: 'Clean Iceberg tables.' },
    dead_letters: { type: 'string', minLength: 1, description: 'What could not go on, and why.' },
    state: {
      type: 'string',
      minLength: 1,
      description: 'Bookmarks, runs and their logs, schemas, leases.',
    },
    s3_endpoint: { type: 'string', description: "A store that is not Amazon's." },
    s3_region: { type: 'string', description: 'The region of the buckets.' },
    s3_force_path_style: { type: 'boolean', description: 'The bucket stands in the path of URLs.' },
  },
} as const
