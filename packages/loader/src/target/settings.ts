/** The settings of `target-postgres` alone; those that every target has are added by the SDK. */
export const settings = {
  type: 'object',
  required: ['database_url'],
  properties: {
    database_url: {
      type: 'string',
      secret: true,
      description: 'The database: `postgres://USER:PASSWORD@HOST:5432/DATABASE`.',
    },
    schema: {
      type: 'string',
      minLength: 1,
      default: 'public',
      description: 'The schema of the tables; it is made where it is not there.',
    },
    load_method: {
      type: 'string',
      enum: ['upsert', 'append-only', 'overwrite'],
      default: 'upsert',
      description:
        '`upsert`: a record replaces the one with its key. `append-only`: every record is a row. ' +
        '`overwrite`: what a run brings of a stream takes the place of its table when the run ends.',
    },
    hard_delete: {
      type: 'boolean',
      default: false,
      description:
        'Whether rows that the source deleted, or that an ACTIVATE_VERSION makes old, are removed. ' +
        'Else they stay, with `_sdc_deleted_at`.',
    },
    max_connections: {
      type: 'integer',
      minimum: 1,
      default: 4,
      description: 'How many batches are written at once, each over a connection of its own.',
    },
  },
} as const
