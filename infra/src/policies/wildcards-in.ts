/** A wildcard in a policy of a template. */
export interface Wildcard {
  /** The resource of the template, by its logical id. */
  readonly resource: string
  readonly sid: string | undefined
  /** As `Action s3:*`. */
  readonly what: string
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: unknown }>>
}

interface Statement {
  readonly Sid?: string
  readonly Effect: string
  readonly [member: string]: unknown
}

const isStatement = (value: object): value is Statement =>
  'Effect' in value && ('Action' in value || 'NotAction' in value)

/** Every statement of a policy at any depth of a value. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(statementsIn)
  return isStatement(value) ? [value, ...inner] : inner
}

/** Every text at any depth: what a template joins is looked at piece by piece. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

const members = ['Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] as const

/**
 * The wildcards in all policies of a template: roles, buckets, keys, queues, topics.
 *
 * `?` is one too, as IAM reads it. A principal `*` counts where the statement allows; a refusal is meant for everybody.
 */
export function wildcardsIn({ Resources = {} }: Template): Wildcard[] {
  return Object.entries(Resources).flatMap(([resource, { Properties }]) =>
    statementsIn(Properties).flatMap((statement) => {
      const watched = statement.Effect === 'Allow' ? [...members, 'Principal'] : members
      return watched.flatMap((member) =>
        textsIn(statement[member])
          .filter((text) => /[*?]/.test(text))
          .map((text) => ({ resource, sid: statement.Sid, what: `${member} ${text}` })),
      )
    }),
  )
}
