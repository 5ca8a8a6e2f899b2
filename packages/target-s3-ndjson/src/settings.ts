/** The settings of this target alone; those that every target has are added by the SDK. */
export const settings = {
  type: 'object',
  required: ['raw', 'customer', 'provider'],
  properties: {
    raw: {
      type: 'string',
      description: 'The raw zone, where the records go: `s3://bucket/prefix` or `file:///folder`.',
    },
    dead_letters: {
      type: 'string',
      description:
        'The dead-letter zone, where records go that cannot go on. Without it the first such record ' +
        'ends the run.',
    },
    state: {
      type: 'string',
      description:
        'The state zone, where the schema of each stream and the counts of each run are kept. ' +
        'Without it no change of a schema is noticed.',
    },
    customer: { type: 'string', minLength: 1, description: 'Whose data it is: the first folder.' },
    provider: {
      type: 'string',
      minLength: 1,
      description: 'The name of the source, as `shopify`: the second folder.',
    },
    schema_contract: {
      type: 'string',
      enum: ['evolve', 'freeze', 'discard_row', 'discard_value'],
      default: 'evolve',
      description:
        'What a changed schema does in streams that are seen for the first time; ' +
        '`descant schema contract` changes it for one stream. Needs `state`.',
    },
    alert_url: {
      type: 'string',
      secret: true,
      description:
        'A webhook that is told of new kinds of dead letters, of many of them, and of changed ' +
        'schemas, each once. Needs `state`.',
    },
    alert_format: {
      type: 'string',
      enum: ['json', 'slack'],
      default: 'json',
      description: 'What the webhook understands.',
    },
    alert_dead_letters: {
      type: 'integer',
      minimum: 0,
      default: 1000,
      description: 'More dead letters than this in a day are told, once a day.',
    },
    compression_level: {
      type: 'integer',
      minimum: 1,
      maximum: 9,
      default: 6,
      description: "gzip's effort, 1 (fast) to 9 (small).",
    },
    file_extension: {
      type: 'string',
      enum: ['ndjson.gz', 'ndjson.gzip'],
      default: 'ndjson.gz',
      description: 'Most readers know gzip by `.gz` alone.',
    },
    s3_endpoint: {
      type: 'string',
      description: "The origin of an S3 store that is not Amazon's, as `http://localhost:9000`.",
    },
    s3_region: {
      type: 'string',
      description: "The bucket's region. Default: that of the AWS profile.",
    },
    s3_force_path_style: {
      type: 'boolean',
      description: 'Whether the bucket stands in the path of URLs. Default: with an endpoint.',
    },
    s3_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      default: 60,
      description: 'How long the store may be silent before a request is tried again.',
    },
    s3_encryption: {
      type: 'string',
      enum: ['AES256', 'aws:kms', 'aws:kms:dsse'],
      description: 'How the store encrypts the objects (SSE). Default: as the bucket says.',
    },
    s3_kms_key_id: {
      type: 'string',
      description: "The key of `aws:kms`. Default: the account's own for S3.",
    },
    s3_tags: {
      type: 'object',
      additionalProperties: { type: 'string' },
      maxProperties: 10,
      description:
        'Tags of every object, as `{"team": "data"}`: lifecycle rules and bills go by them. They need ' +
        's3:PutObjectTagging.',
    },
  },
} as const
