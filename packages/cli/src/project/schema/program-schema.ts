const environment = {
  type: 'object',
  description: 'Variables of the environment of the program.',
  additionalProperties: { type: 'string' },
} as const

/** A program that speaks Singer. */
export const programProperties = {
  command: {
    type: 'string',
    minLength: 1,
    description: 'A name on the PATH or of an installed package, or a path from this file.',
  },
  package: {
    type: 'string',
    minLength: 1,
    description: 'The npm package that has the program, where its name does not say so.',
  },
  args: {
    type: 'array',
    items: { type: 'string' },
    description: 'Arguments before those of Singer.',
  },
  env: environment,
} as const

/** Settings of a program. */
export const settingsSchema = {
  type: 'object',
  description: 'Settings of the program. Secrets are references: `${env:NAME}`.',
} as const

/** Where records go. */
export const targetSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...programProperties,
    config: settingsSchema,
    config_file: { type: 'string', minLength: 1, description: 'A JSON file of settings.' },
  },
} as const
