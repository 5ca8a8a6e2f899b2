import { type Answer, askTogether } from '../client/composite.ts'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { queryPath } from '../soql/query-path.ts'
import type { ObjectSummary } from './describe.ts'
import type { OrgSchema } from './describe-cache.ts'
import { httpDate } from './http-date.ts'

/** The objects of an org. */
export interface ObjectList {
  readonly summaries: readonly ObjectSummary[]
  /** When this was true, in milliseconds since 1970 by Salesforce's clock. */
  readonly at: number
  /** Objects that may have changed since the last list; undefined where Salesforce does not tell. */
  readonly changed: ReadonlySet<string> | undefined
}

/** Changes are stamped with when they began, and are seen when they are done. */
const longestChangeMilliseconds = 10 * 60_000

/**
 * Lists the objects, by one call: the known ones where Salesforce says that nothing has changed, and
 * where something has, what its definitions say of it.
 */
export async function listObjects(salesforce: Salesforce, known: OrgSchema): Promise<ObjectList> {
  return (
    (known.at !== undefined && (await listChanges(salesforce, known, known.at))) ||
    listAnew(salesforce)
  )
}

/** Asks for the list and for what has changed, at once; undefined where that is not to be had. */
async function listChanges(
  salesforce: Salesforce,
  known: OrgSchema,
  knownAt: number,
): Promise<ObjectList | undefined> {
  const since = new Date(knownAt - longestChangeMilliseconds).toISOString().replace(/\.\d+/, '')
  const changedFields = `SELECT EntityDefinition.QualifiedApiName FROM CustomField WHERE LastModifiedDate >= ${since}`
  const changedObjects = `SELECT QualifiedApiName FROM EntityDefinition WHERE LastModifiedDate >= ${since}`
  let answers: readonly Answer[]
  try {
    answers = await askTogether(salesforce, [
      { path: 'sobjects', headers: { 'If-Modified-Since': httpDate(knownAt) } },
      { path: queryPath('query', changedObjects) },
      { path: queryPath('tooling/query', changedFields) },
    ])
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
  const [list, objects, fields] = answers
  if (list?.status === 304) {
    return { summaries: known.summaries, at: knownAt, changed: new Set() }
  }
  if (list?.status !== 200) return undefined
  const names = [namesIn(objects), namesIn(fields)]
  return {
    ...listIn(list.body, salesforce.now()),
    changed: names.includes(undefined) ? undefined : new Set(names.flatMap((some) => some ?? [])),
  }
}

/** The objects that rows name; undefined where the answer is no whole list of rows. */
function namesIn(answer: Answer | undefined): readonly string[] | undefined {
  const { done, records } = (answer?.body ?? {}) as {
    done?: unknown
    records?: readonly {
      QualifiedApiName?: string
      EntityDefinition?: { QualifiedApiName?: string } | null
    }[]
  }
  if (answer?.status !== 200 || done !== true || !records) return undefined
  const names = records.map((row) => row.QualifiedApiName ?? row.EntityDefinition?.QualifiedApiName)
  return names.every((name) => name !== undefined) ? names : undefined
}

async function listAnew(salesforce: Salesforce): Promise<ObjectList> {
  const response = await salesforce.request('sobjects', {
    errors: {
      404: { kind: 'fail', advice: 'The org does not have this API version: set `api_version`.' },
    },
  })
  return { ...listIn(response.json(), salesforce.now()), changed: undefined }
}

/** By the clock of the answer; what changed while it was made is asked for again. */
function listIn(body: unknown, at: number): Omit<ObjectList, 'changed'> {
  const { sobjects } = body as { readonly sobjects: readonly ObjectSummary[] }
  const summaries = sobjects.map(({ name, queryable, deprecatedAndHidden }) => ({
    name,
    queryable,
    deprecatedAndHidden,
  }))
  return { summaries, at }
}
