import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { type LakeError, ObjectChangedError, ObjectExistsError } from '../errors.ts'
import type { StoredObject } from './object-store.ts'
import { s3Status } from './s3-error.ts'
import type { S3Zone } from './s3-zone.ts'
import { bytesOf } from './stream-bytes.ts'

/** Longer streams go in parts of this size; shorter ones in one request, which can be repeated. */
export const partBytes = 8 * 2 ** 20
/** S3 answers 409 while another conditional write of the key is under way. */
const conflictTries = 6
const conflictWaitMilliseconds = 100
/** Marks a write, so that a repeated request that meets its own first success knows it. */
const writeMark = 'descant-write'

/** Under which condition an object is written, and what else is told of it. */
export interface S3Condition {
  readonly IfNoneMatch?: '*'
  readonly IfMatch?: string
  readonly ContentType?: string
}

/**
 * Writes an object in one request, where the condition holds.
 *
 * @throws {ObjectExistsError} where there is one and there must be none.
 * @throws {ObjectChangedError} where there is another than there must be.
 */
export async function putObject(
  zone: S3Zone,
  key: string,
  body: Uint8Array,
  condition: S3Condition,
): Promise<StoredObject> {
  const mark = randomUUID()
  const input = { ...newObject(zone, key, mark), ...condition, Body: body }
  for (let tried = 1; ; tried += 1) {
    try {
      const { ETag = '' } = await zone.request(key, ({ client, s3 }) =>
        client.send(new s3.PutObjectCommand(input)),
      )
      return { key, bytes: body.byteLength, etag: ETag }
    } catch (error) {
      const conflict = s3Status(error) === 409
      if (!conflict || tried === conflictTries) {
        const etag = await etagOfOwn(zone, key, mark, error)
        if (etag !== undefined) return { key, bytes: body.byteLength, etag }
        throw s3Status(error) === 412 ? refused(key, condition) : error
      }
      await wait(conflictWaitMilliseconds * tried * (0.5 + Math.random()))
    }
  }
}

/** Writes an object in parts, several at a time; otherwise as {@link putObject}. */
export async function uploadObject(
  zone: S3Zone,
  key: string,
  body: Uint8Array | Readable,
  condition: S3Condition,
): Promise<StoredObject> {
  const mark = randomUUID()
  let bytes = 0
  async function* counted(stream: Readable) {
    for await (const chunk of bytesOf(stream)) {
      bytes += chunk.byteLength
      yield chunk
    }
  }
  const isStream = body instanceof Readable
  if (!isStream) bytes = body.byteLength
  const input = {
    ...newObject(zone, key, mark),
    ...condition,
    Body: isStream ? Readable.from(counted(body), { objectMode: false }) : body,
  }
  try {
    const { ETag = '' } = await zone.request(key, async ({ client, loadUpload }) => {
      const Upload = await loadUpload()
      return new Upload({ client, params: input, partSize: partBytes }).done()
    })
    return { key, bytes, etag: ETag }
  } catch (error) {
    const etag = await etagOfOwn(zone, key, mark, error)
    if (etag !== undefined) return { key, bytes, etag }
    throw s3Status(error) === 412 ? refused(key, condition) : error
  }
}

/** The etag of the object, where a refused write was the repetition of one that had succeeded. */
async function etagOfOwn(
  zone: S3Zone,
  key: string,
  mark: string,
  refusal: unknown,
): Promise<string | undefined> {
  if (![404, 409, 412].includes(s3Status(refusal) ?? 0)) return undefined
  try {
    const head = await zone.request(key, ({ client, s3 }) =>
      client.send(new s3.HeadObjectCommand(zone.at(key))),
    )
    return head.Metadata?.[writeMark] === mark ? head.ETag : undefined
  } catch (error) {
    // Gone again, or these credentials may only write: then it is taken for another's.
    if ([403, 404].includes(s3Status(error) ?? 0)) return undefined
    throw error
  }
}

/** What every object gets that is written. */
function newObject(zone: S3Zone, key: string, mark: string) {
  const { encryption, kmsKeyId, tags } = zone.options
  return {
    ...zone.at(key),
    Metadata: { [writeMark]: mark },
    ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
    ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
    ...(tags === undefined ? {} : { Tagging: new URLSearchParams(tags).toString() }),
  }
}

const refused = (key: string, condition: S3Condition): LakeError =>
  condition.IfMatch === undefined ? new ObjectExistsError(key) : new ObjectChangedError(key)
