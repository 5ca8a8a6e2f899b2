import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testTarget } from '@descant/sdk/testing'
import { targetFolder } from './target.ts'

/** The lines of a stream that the target has written to a folder. */
async function linesIn(folder: string, stream: string): Promise<string[]> {
  const streamOf = (file: string) => /^(.*)-\d+-[\da-f-]{36}\.ndjson$/.exec(file)?.[1]
  const files = await readdir(folder)
  const own = files.filter((file) => streamOf(file) === encodeURIComponent(stream)).sort()
  const texts = await Promise.all(own.map((file) => readFile(join(folder, file), 'utf8')))
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

/** A record that was put aside, and why. */
const rejectOf = (line: string) => {
  const { record, issues } = JSON.parse(line)
  return { record, reason: JSON.stringify(issues) }
}

testTarget(targetFolder, {
  config: async () => ({ directory: await mkdtemp(join(tmpdir(), 'target-folder-')) }),
  clean: ({ directory }) => rm(directory, { recursive: true }),
  read: (stream, { directory }) => linesIn(join(directory, 'records'), stream),
  readRejects: async (stream, { directory }) =>
    (await linesIn(join(directory, 'rejects'), stream)).map(rejectOf),
  loadMethod: 'append-only',
  breakWrites: async ({ directory }) => {
    await rename(directory, `${directory}.away`)
    await writeFile(directory, 'a file in the place of the folder')
    return async () => {
      await rm(directory)
      await rename(`${directory}.away`, directory)
    }
  },
})
