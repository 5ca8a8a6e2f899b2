import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError, notFound } from '../replies/api-error.ts'
import { apiReply, emptyReply } from '../replies/api-reply.ts'
import { describeBriefly, describeFully } from '../schema/describe.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import { compileQuery } from '../soql/compile-query.ts'

/** Answers `GET /sobjects`: the list of all objects. */
export function describeGlobal({ org, base, request }: ApiCall): Reply {
  const { objects } = org.schema
  const changedAt = Math.max(...objects.map((object) => object.changedAt))
  if (notModified(request.headers['if-modified-since'], changedAt)) return emptyReply(304)
  return apiReply(
    200,
    {
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: objects.map((object) => describeBriefly(object, base)),
    },
    lastModified(changedAt),
  )
}

/** Answers `GET /sobjects/OBJECT/describe`. */
export function describeObject({ org, base, request }: ApiCall, name: string): Reply {
  const object = objectNamed({ org }, name)
  if (object.restriction.describeDenied) {
    throw new ApiError(
      403,
      'INSUFFICIENT_ACCESS',
      `insufficient access rights on entity: ${object.name}`,
    )
  }
  if (notModified(request.headers['if-modified-since'], object.changedAt)) {
    return emptyReply(304, lastModified(object.changedAt))
  }
  return apiReply(200, describeFully(object, base), lastModified(object.changedAt))
}

/** Answers `GET /sobjects/OBJECT`: what the list of all objects tells of it. */
export function tellObject({ org, base }: ApiCall, name: string): Reply {
  return apiReply(200, {
    objectDescribe: describeBriefly(objectNamed({ org }, name), base),
    recentItems: [],
  })
}

/** Answers `GET /sobjects/OBJECT/ID`: one record. */
export function tellRecord(call: ApiCall, name: string, id: string): Reply {
  const { org, base, search } = call
  const object = objectNamed(call, name)
  const row = org.store.table(object.name)?.find(id)
  if (row === undefined || row.IsDeleted === true) {
    throw new ApiError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${id}`,
    )
  }
  const fields = search.get('fields')?.split(',') ?? object.fields.map((field) => field.name)
  const context = { schema: org.schema, store: org.store, now: org.clock.now() }
  const soql = `SELECT ${fields.join(',')} FROM ${object.name}`
  const query = compileQuery(context, soql, { includeDeleted: false, base })
  return apiReply(200, query.write(row))
}

/** Answers `GET /sobjects/OBJECT/ID/FIELD`: the bytes of a file. */
export function tellBlob(call: ApiCall, name: string, id: string, fieldName: string): Reply {
  const { org } = call
  const object = objectNamed(call, name)
  const field = org.schema.field(object, fieldName)
  const value = field && org.store.table(object.name)?.find(id)?.[field.name]
  if (field?.type !== 'base64' || typeof value !== 'string') throw notFound()
  return {
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(value, 'base64'),
  }
}

/** The object of a name. */
export function objectNamed({ org }: Pick<ApiCall, 'org'>, name: string): ObjectDefinition {
  const object = org.schema.object(name)
  if (object === undefined) throw notFound()
  return object
}

const lastModified = (moment: number) => ({ 'Last-Modified': new Date(moment).toUTCString() })

function notModified(since: string | undefined, changedAt: number): boolean {
  const moment = Date.parse(since ?? '')
  return !Number.isNaN(moment) && changedAt <= moment
}
