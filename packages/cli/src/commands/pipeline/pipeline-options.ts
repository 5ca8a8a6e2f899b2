import type { OptionSpecs } from '@descant/sdk'

/** The options of every command that writes a pipeline. */
export const pipelineOptions = {
  project: {
    type: 'string',
    value: 'FILE',
    description: 'The project file. Default: descant.yaml here or above.',
  },
  customer: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    description: 'Only this customer; again for more.',
  },
  program: {
    type: 'string',
    value: 'COMMAND',
    description: "What is run in place of 'descant', as 'npx descant'.",
  },
} as const satisfies OptionSpecs
