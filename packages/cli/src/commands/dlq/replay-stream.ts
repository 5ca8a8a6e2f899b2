import {
  type DeadLetter,
  type DeadLetterMessage,
  labelRun,
  type ObjectStore,
  type RecordJudge,
  type ReplayStream,
  readJudge,
  readRegistry,
  replayVersion,
} from '@descant/lake'
import { appendMetadata, checkRecord, createValidator, SchemaError } from '@descant/sdk'

/** What a letter's stream is judged by now, from the registry: as the target would judge it. */
export function replayStreams(
  state: ObjectStore,
  run: string,
): (letter: DeadLetter) => Promise<ReplayStream> {
  const known = new Map<string, Promise<ReplayStream>>()
  return ({ customer, provider, stream, schema_version: version }) => {
    const place = JSON.stringify([provider, stream, version])
    const name = { customer, provider, stream }
    const found = known.get(place) ?? streamOf(state, name, version, run)
    known.set(place, found)
    return found
  }
}

async function streamOf(
  state: ObjectStore,
  name: { readonly customer: string; readonly provider: string; readonly stream: string },
  cameUnder: string | null,
  run: string,
): Promise<ReplayStream> {
  const registry = await readRegistry(state, name)
  if (registry === undefined) return { judge: undefined, run }
  const version = replayVersion(registry, cameUnder)
  const { schema, keyProperties } = await readJudge(state, name, registry, version)
  return { judge: judgeOf(schema, keyProperties), run: labelRun(run, version) }
}

function judgeOf(
  schema: Readonly<Record<string, unknown>>,
  keyProperties: readonly string[],
): RecordJudge {
  const validate = validatorOf(schema)
  return (text) => {
    const record = objectIn(text)
    if (record === undefined) return [message('', 'json', 'is not a JSON object')]
    if (validate === undefined) {
      return [message('', 'schema_unusable', 'the schema of its stream cannot be used')]
    }
    for (const name of Object.keys(record)) {
      if (name.startsWith('_sdc_') && name !== '_sdc_deleted_at') delete record[name]
    }
    return checkRecord(record, keyProperties, validate).map(
      ({ pointer = '', keyword, message: words }) => message(pointer, keyword ?? 'schema', words),
    )
  }
}

/** The line of a record in the raw zone. It keeps the place in time that it had when it failed. */
export function rawLine(letter: DeadLetter, text: string, batchedAt: string): string {
  const { metadata, first_failed_at: failedAt } = letter
  return appendMetadata(text, JSON.parse(text) as object, {
    extractedAt: metadata?.extracted_at ?? failedAt,
    receivedAt: metadata?.received_at ?? failedAt,
    batchedAt,
    sequence: metadata?.sequence ?? Date.parse(failedAt) * 1000,
    tableVersion: metadata?.table_version ?? undefined,
  })
}

function validatorOf(schema: Readonly<Record<string, unknown>>) {
  try {
    return createValidator(schema)
  } catch (error) {
    if (error instanceof SchemaError) return undefined
    throw error
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const message = (path: string, keyword: string, words: string): DeadLetterMessage => ({
  path,
  keyword,
  message: words,
})
