import { defineCommand } from '../../command.ts'
import type { Project } from '../../project/project.ts'
import { readProject } from '../../project/read-project.ts'
import { referencesIn } from '../../project/reference.ts'
import { projectSecrets } from '../../secrets/project-secrets.ts'
import { table } from '../../table.ts'
import { wordsOfError } from '../../words-of-error.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { projectOption } from '../run/run-options.ts'

/** Whether what each reference points to is there; never what it is. */
const lookUp = async (project: Project, environment: NodeJS.ProcessEnv) => {
  const secrets = projectSecrets(project, environment)
  const texts = [...new Set(referencesIn(project).map(({ text }) => text))].sort()
  return Promise.all(
    texts.map(async (text) => {
      const found = await secrets.text(text).then(
        () => 'found',
        (error: unknown) => wordsOfError(error),
      )
      return [text, found] as const
    }),
  )
}

/** `descant config show`: the project with every default, its secrets as references. */
export const configShow = defineCommand({
  name: 'config show',
  summary: 'shows the project with every default put in, and whether its secrets are found.',
  options: { ...projectOption, ...formatOption },
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const project = await readProject(options.project, environment)
    const references = await lookUp(project, environment)
    if (format === 'json') {
      const told = { ...project, references: Object.fromEntries(references) }
      process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
      return { exitCode: 0 }
    }
    const rows = project.customers.flatMap(({ name, sources }) =>
      sources.map((source) => [
        `${name}/${source.name}`,
        source.tap.package ?? source.tap.command,
        source.target.name,
        source.schedule?.cron ?? 'none',
      ]),
    )
    process.stdout.write(
      `${project.file}\n\n${table(['SOURCE', 'TAP', 'TARGET', 'SCHEDULE'], rows)}`,
    )
    if (references.length > 0) {
      process.stdout.write(`\n${table(['REFERENCE', ''], references)}`)
    }
    return { exitCode: 0 }
  },
})
