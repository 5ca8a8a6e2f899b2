import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { abortJob, createJob, deleteJob, listJobs, tellJob } from '../bulk/query-job-endpoint.ts'
import { tellResultPages, tellResults } from '../bulk/results-endpoint.ts'
import { tellDeleted, tellUpdated } from '../objects/replication-endpoints.ts'
import {
  describeGlobal,
  describeObject,
  objectNamed,
  tellBlob,
  tellObject,
  tellRecord,
} from '../objects/sobject-endpoints.ts'
import { answerNextPage, answerQuery } from '../query/query-endpoint.ts'
import { apiReply } from '../replies/api-reply.ts'
import { toolingSchema } from '../schema/tooling-objects.ts'
import { type AnswerInner, answerBatch, answerComposite } from './composite-endpoints.ts'

/** Something that can be asked of the API, below `/services/data/VERSION`. */
export interface Route {
  readonly method: string
  /** As documentation writes it: capitals stand for any one part of a path. */
  readonly path: string
  readonly answer: (call: ApiCall, parts: readonly string[], within: AnswerInner) => Reply
}

/** All of it. A new endpoint is an entry here. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '', answer: tellResources },
  { method: 'GET', path: '/sobjects', answer: describeGlobal },
  {
    method: 'GET',
    path: '/sobjects/OBJECT',
    answer: (call, [name = '']) => tellObject(call, name),
  },
  {
    method: 'GET',
    path: '/sobjects/OBJECT/describe',
    answer: (call, [name = '']) => describeObject(call, name),
  },
  {
    method: 'GET',
    path: '/sobjects/OBJECT/deleted',
    answer: (call, [name = '']) => tellDeleted(call, name),
  },
  {
    method: 'GET',
    path: '/sobjects/OBJECT/updated',
    answer: (call, [name = '']) => tellUpdated(call, name),
  },
  {
    method: 'GET',
    path: '/sobjects/OBJECT/ID',
    answer: (call, [name = '', id = '']) => tellRecord(call, name, id),
  },
  {
    method: 'GET',
    path: '/sobjects/OBJECT/ID/FIELD',
    answer: (call, [name = '', id = '', field = '']) => tellBlob(call, name, id, field),
  },
  { method: 'GET', path: '/query', answer: (call) => answerQuery(call, false) },
  {
    method: 'GET',
    path: '/tooling/query',
    answer: (call) => answerQuery(call, false, toolingSchema(call.org.schema)),
  },
  { method: 'GET', path: '/queryAll', answer: (call) => answerQuery(call, true) },
  {
    method: 'GET',
    path: '/query/LOCATOR',
    answer: (call, [locator = '']) => answerNextPage(call, locator),
  },
  { method: 'GET', path: '/limits', answer: ({ org }) => apiReply(200, org.usage.limits) },
  { method: 'GET', path: '/limits/recordCount', answer: tellRecordCounts },
  {
    method: 'POST',
    path: '/composite',
    answer: (call, _, within) => answerComposite(call, within),
  },
  {
    method: 'POST',
    path: '/composite/batch',
    answer: (call, _, within) => answerBatch(call, within),
  },
  { method: 'POST', path: '/jobs/query', answer: createJob },
  { method: 'GET', path: '/jobs/query', answer: listJobs },
  { method: 'GET', path: '/jobs/query/ID', answer: (call, [id = '']) => tellJob(call, id) },
  { method: 'PATCH', path: '/jobs/query/ID', answer: (call, [id = '']) => abortJob(call, id) },
  { method: 'DELETE', path: '/jobs/query/ID', answer: (call, [id = '']) => deleteJob(call, id) },
  {
    method: 'GET',
    path: '/jobs/query/ID/results',
    answer: (call, [id = '']) => tellResults(call, id),
  },
  {
    method: 'GET',
    path: '/jobs/query/ID/resultPages',
    answer: (call, [id = '']) => tellResultPages(call, id),
  },
]

/** Answers `GET /`: what there is below. */
function tellResources({ base, org }: ApiCall): Reply {
  const names = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects', 'tooling']
  return apiReply(200, {
    ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
    identity: `/id/${org.sessions.organizationId}/${org.sessions.userId}`,
  })
}

/** Answers `GET /limits/recordCount`: about how many records there are, without the recycle bin. */
function tellRecordCounts(call: ApiCall): Reply {
  const wanted = call.search.get('sObjects')
  const objects =
    wanted === null
      ? call.org.schema.objects
      : wanted.split(',').map((name) => objectNamed(call, name.trim()))
  const counts = objects.flatMap(({ name }) => {
    const table = call.org.store.table(name)
    if (table === undefined) return []
    let count = 0
    for (const row of table.rows()) if (row.IsDeleted !== true) count++
    return [{ count, name }]
  })
  return apiReply(200, { sObjects: counts })
}
