import { defineCommand } from '../../command.ts'
import { githubMatrix } from '../../pipelines/github-matrix.ts'
import { githubRemarks, githubWorkflow } from '../../pipelines/github-workflow.ts'
import { onlyCustomers } from '../../pipelines/only-customers.ts'
import { readProject } from '../../project/read-project.ts'
import { writeYaml } from '../../project/yaml-text.ts'
import { pipelineOptions } from './pipeline-options.ts'

/** `descant pipeline github`: a workflow of GitHub Actions. */
export const pipelineGithub = defineCommand({
  name: 'pipeline github',
  summary: 'writes a workflow of GitHub Actions that runs the project.',
  options: {
    ...pipelineOptions,
    runner: {
      type: 'string',
      value: 'LABEL',
      description: 'The kind of runner. Default: ubuntu-latest.',
    },
    matrix: {
      type: 'boolean',
      description: 'Write what an event runs instead, as outputs of a step of that workflow.',
    },
  },
  examples: ['descant pipeline github > .github/workflows/descant.yml'],
  async run(options, { environment }) {
    const project = onlyCustomers(await readProject(options.project, undefined), options.customer)
    if (options.matrix) {
      const { sources, tables } = githubMatrix(project, {
        schedule: environment.DESCANT_EVENT_SCHEDULE,
        customer: environment.DESCANT_EVENT_CUSTOMER,
        source: environment.DESCANT_EVENT_SOURCE,
      })
      const outputs = `sources=${JSON.stringify(sources)}\ntables=${JSON.stringify(tables)}\n`
      process.stdout.write(outputs)
      return { exitCode: 0 }
    }
    const workflow = githubWorkflow(project, {
      ...(options.program ? { program: options.program } : {}),
      ...(options.runner ? { runner: options.runner } : {}),
    })
    process.stdout.write(writeYaml(workflow, githubRemarks(project)))
    return { exitCode: 0 }
  },
})
