import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { encodePathPart } from '@descant/lake'
import { testTarget } from '@descant/sdk/testing'
import { targetS3Ndjson } from './target.ts'

/** The lines of a stream in a zone, in the order in which they were written. */
const linesIn = async (zone: string, stream: string): Promise<string[]> => {
  const names = await readdir(zone, { recursive: true }).catch(() => [])
  const own = (name: string) => (name.split('/').at(-1) as string).replace(/_\d{8}T\d{6}Z_.*$/, '')
  const files = names.filter(
    (name) => name.endsWith('.gz') && own(name) === encodePathPart(stream, 120),
  )
  const texts = await Promise.all(
    files.sort().map(async (name) => gunzipSync(await readFile(join(zone, name))).toString()),
  )
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

const appended =
  /,?"_sdc_extracted_at":"[^"]*","_sdc_received_at":"[^"]*","_sdc_batched_at":"[^"]*","_sdc_sequence":\d+,"_sdc_table_version":(?:null|\d+)\}$/

testTarget(targetS3Ndjson, {
  config: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'descant-target-'))
    await mkdir(join(directory, 'lake'))
    const zone = (name: string) => pathToFileURL(join(directory, 'lake', name)).href
    const names = { customer: 'acme', provider: 'kit', compression_level: 1, workers: 1 }
    return { directory, raw: zone('raw'), dead_letters: zone('dead-letters'), ...names }
  },
  clean: ({ directory }) => rm(directory, { recursive: true }),
  loadMethod: 'append-only',
  read: async (stream, { directory }) =>
    (await linesIn(join(directory, 'lake/raw'), stream)).map((line) => line.replace(appended, '}')),
  readRejects: async (stream, { directory }) =>
    (await linesIn(join(directory, 'lake/dead-letters'), stream)).map((line) => {
      const { record, messages } = JSON.parse(line)
      return { record, reason: JSON.stringify(messages) }
    }),
  breakWrites: async ({ directory }) => {
    await rename(join(directory, 'lake'), join(directory, 'away'))
    await writeFile(join(directory, 'lake'), 'a file in the place of the folder')
    return async () => {
      await rm(join(directory, 'lake'))
      await rename(join(directory, 'away'), join(directory, 'lake'))
    }
  },
})
