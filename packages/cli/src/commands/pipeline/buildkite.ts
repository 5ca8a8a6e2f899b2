import { defineCommand } from '../../command.ts'
import { buildkitePipeline } from '../../pipelines/buildkite-pipeline.ts'
import { onlyCustomers } from '../../pipelines/only-customers.ts'
import { readProject } from '../../project/read-project.ts'
import { writeYaml } from '../../project/yaml-text.ts'
import { pipelineOptions } from './pipeline-options.ts'

const remarks = [
  'Written by: descant pipeline buildkite',
  'Tried again: 75 (its time was spent), 1, and lost agents. Never: 2 (config) and 3 (credentials).',
]

/** `descant pipeline buildkite`: the steps of a build, for `buildkite-agent pipeline upload`. */
export const pipelineBuildkite = defineCommand({
  name: 'pipeline buildkite',
  summary: 'writes the steps of a Buildkite build that runs the project.',
  options: {
    ...pipelineOptions,
    'tables-only': {
      type: 'boolean',
      description: 'Only transform and load: for builds that new data start.',
    },
    queue: { type: 'string', value: 'NAME', description: 'The queue of the agents.' },
    slack: {
      type: 'string',
      value: 'CHANNEL',
      description: 'Told of a build that fails, and of one that works again, as #data.',
    },
    trigger: {
      type: 'string',
      value: 'PIPELINE',
      description: 'Started when the tables of a customer are made and loaded.',
    },
  },
  examples: [
    'descant pipeline buildkite | buildkite-agent pipeline upload',
    'DESCANT_CUSTOMER=acme DESCANT_TABLES_ONLY=1 descant pipeline buildkite',
  ],
  async run(options) {
    const project = onlyCustomers(await readProject(options.project, undefined), options.customer)
    const { program, queue, slack, trigger } = options
    const pipeline = buildkitePipeline(project, {
      ...(program ? { program } : {}),
      ...(queue ? { queue } : {}),
      ...(slack ? { slack } : {}),
      ...(trigger ? { trigger } : {}),
      isTablesOnly: options['tables-only'] === true,
    })
    process.stdout.write(writeYaml(pipeline, remarks))
    return { exitCode: 0 }
  },
})
