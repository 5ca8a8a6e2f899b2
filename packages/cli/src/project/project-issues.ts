import { createValidator, type Issue, type JsonSchema, nearestWord } from '@descant/sdk'
import { literalSecrets } from './literal-secrets.ts'
import { projectSchema } from './schema/project-schema.ts'

/** One thing that is wrong with a project, and where in the file's value. */
export interface ProjectIssue {
  readonly path: readonly string[]
  readonly message: string
}

/** Compiled when a project is read: that takes longer than a command without one takes to start. */
let compiled: ReturnType<typeof createValidator> | undefined

const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The part of the schema that a path leads to. */
const schemaAt = (path: readonly string[]): JsonSchema | undefined => {
  let at: JsonSchema | undefined = projectSchema
  for (const name of path) {
    const others: unknown = at?.additionalProperties
    at = at?.properties?.[name] ?? (typeof others === 'object' ? (others as JsonSchema) : undefined)
  }
  return at
}

const unknownSetting = (path: readonly string[], name: string): ProjectIssue => {
  const known = Object.keys(schemaAt(path)?.properties ?? {})
  const nearest = nearestWord(name, known)
  const advice = nearest ? `did you mean ${nearest}?` : `there are ${known.join(', ')}`
  return { path: [...path, name], message: `is not known here; ${advice}` }
}

const wordsOf = (issue: Issue, path: readonly string[]): string => {
  if (issue.keyword === 'const') return `must be ${JSON.stringify(schemaAt(path)?.const)}`
  if (issue.keyword === 'minProperties') return 'must name at least one'
  if (issue.keyword === 'minLength') return 'must not be empty or so short'
  return issue.message
}

const nameRule =
  'must be a name of letters, digits, dots, dashes and underscores that begins with a letter or digit and has at most 63'

/** What is wrong with the value of a project file. */
export function projectIssues(value: unknown): readonly ProjectIssue[] {
  compiled ??= createValidator(projectSchema, { allIssues: true })
  const found = compiled(value).flatMap((issue): ProjectIssue[] => {
    const path = pathOf(issue.pointer ?? '')
    if (issue.keyword === 'additionalProperties') {
      // The validator tells the property in words alone, and the place of its parent.
      return [unknownSetting(path, issue.message.replace(/^.* property /, ''))]
    }
    // Told by the issue of `propertyNames`, which is about the same name.
    if (issue.keyword === 'pattern' || issue.keyword === 'maxLength') return []
    if (issue.keyword === 'propertyNames') return [{ path, message: `each name ${nameRule}` }]
    return [{ path, message: wordsOf(issue, path) }]
  })
  return [...found, ...literalSecretIssues(value)]
}

const secretAdvice =
  'holds a secret: put it into the environment or a secret store, and write ${env:NAME}, ${secretsmanager:NAME#key}, ${ssm:/path} or ${file:/path} here'

const literalSecretIssues = (value: unknown): ProjectIssue[] => {
  const alertUrls = literalAlertUrls(value)
  return [
    ...literalSecrets(value).map(({ path }) => ({ path, message: secretAdvice })),
    ...alertUrls.map((path) => ({ path, message: secretAdvice })),
  ]
}

/** Who knows the URL of a webhook can write to it: it is a secret as a whole. */
const literalAlertUrls = (value: unknown): string[][] => {
  const project = value as { alerts?: unknown; customers?: Record<string, { alerts?: unknown }> }
  const places = [
    { path: ['alerts', 'url'], alerts: project?.alerts },
    ...Object.entries(project?.customers ?? {}).map(([name, customer]) => ({
      path: ['customers', name, 'alerts', 'url'],
      alerts: customer?.alerts,
    })),
  ]
  return places
    .filter(({ alerts }) => {
      const url = (alerts as { url?: unknown } | undefined)?.url
      return (
        typeof url === 'string' && !url.includes('${') && !/^http:\/\/(localhost|127\.)/.test(url)
      )
    })
    .map(({ path }) => path)
}
