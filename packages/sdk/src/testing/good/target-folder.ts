import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectBatches, defineTarget } from '../../index.ts'

/** Makes a file appear as a whole, under a name that no other has. */
const writeWhole = async (folder: string, text: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const name = randomUUID()
  await writeFile(join(folder, `${name}.part`), text)
  await rename(join(folder, `${name}.part`), join(folder, `${name}.ndjson`))
}

const folderOf = (directory: string, kind: string, stream: string) =>
  join(directory, kind, encodeURIComponent(stream))

/** The lines of a stream in a folder, as {@link targetFolder} has written them. */
export async function linesIn(directory: string, kind: string, stream: string): Promise<string[]> {
  const folder = folderOf(directory, kind, stream)
  const files = await readdir(folder).catch((): string[] => [])
  const whole = files.filter((file) => file.endsWith('.ndjson'))
  const texts = await Promise.all(whole.map((file) => readFile(join(folder, file), 'utf8')))
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

/** A target as it should be: a file for each batch, each record as the tap wrote it. */
export const targetFolder = defineTarget({
  name: 'target-folder',
  config: {
    type: 'object',
    required: ['directory'],
    properties: { directory: { type: 'string', description: 'Where the files are written.' } },
  },
  connect: ({ directory }) => directory,
  sink: (directory, { name }) =>
    collectBatches((records) =>
      writeWhole(
        folderOf(directory, 'records', name),
        records.map(({ message }) => `${message.text}\n`).join(''),
      ),
    ),
  rejects: (directory, stream) =>
    collectBatches((rejects) =>
      writeWhole(
        folderOf(directory, 'rejects', stream),
        rejects
          .map(({ raw, issues }) => {
            const reason = issues.map(({ path, message }) => `${path} ${message}`).join('; ')
            return `${JSON.stringify({ record: raw.toString(), reason })}\n`
          })
          .join(''),
      ),
    ),
})
