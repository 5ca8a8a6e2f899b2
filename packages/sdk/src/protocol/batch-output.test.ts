import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BatchConfig, BatchOutput } from './batch-output.ts'
import type { BatchMessage } from './message.ts'
import { parseMessage } from './parse-message.ts'
import { MessageWriter } from './write-messages.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-batches-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes with a batch output and gives the messages that came out of the pipe. */
const write = async (config: Partial<BatchConfig>, work: (output: BatchOutput) => void) => {
  let text = ''
  const pipe = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const storage = { root: pathToFileURL(folder).href }
  const output = new BatchOutput(new MessageWriter(pipe), { storage, ...config })
  work(output)
  await output.flush()
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => parseMessage(line, index + 1))
}

const linesOf = (message: BatchMessage) =>
  message.files.map((file) => {
    const bytes = readFileSync(file.startsWith('file:') ? fileURLToPath(file) : file)
    return (message.compression === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  })

test('records lie in files by their bytes, and a STATE comes after them', async () => {
  const messages = await write({ batch_size: 2 }, (output) => {
    output.schema('a/b', {}, ['id'])
    for (const text of ['{"id": 1.0}', '{"id": 2}', '{"id": 3}']) output.record('a/b', text)
    output.state('{"n":3}')
  })
  expect(messages.map(({ type }) => type)).toEqual(['SCHEMA', 'BATCH', 'BATCH', 'STATE'])
  const batches = messages.filter(({ type }) => type === 'BATCH') as BatchMessage[]
  expect(batches.flatMap(linesOf)).toEqual(['{"id": 1.0}\n{"id": 2}\n', '{"id": 3}\n'])
  expect(readdirSync(folder).every((name) => name.endsWith('.jsonl.gz'))).toBe(true)
})

test('PipelineWise names one file, with its size', async () => {
  const encoding = { format: 'jsonl', compression: 'none' } as const
  const [batch] = await write({ dialect: 'pipelinewise', encoding }, (output) => {
    output.record('s', '{}', { version: 3 })
  })
  expect(batch).toMatchObject({ type: 'BATCH', stream: 's', format: 'jsonl', version: 3 })
  expect(linesOf(batch as BatchMessage)).toEqual(['{}\n'])
})

test('a changed SCHEMA and an ACTIVATE_VERSION come after the records before them', async () => {
  const messages = await write({}, (output) => {
    output.record('s', '{}')
    output.schema('s', {}, [])
    output.record('s', '{}')
    output.activateVersion('s', 1)
  })
  expect(messages.map(({ type }) => type)).toEqual(['BATCH', 'SCHEMA', 'BATCH', 'ACTIVATE_VERSION'])
})

test('a storage that is not a folder is refused', () => {
  const pipe = new MessageWriter(new Writable())
  expect(() => new BatchOutput(pipe, { storage: { root: 's3://bucket' } })).toThrow(/file: URL/)
})
