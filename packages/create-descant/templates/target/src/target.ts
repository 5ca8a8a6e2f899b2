import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectBatches, defineTarget, type Reject, type SinkRecord } from '@descant/sdk'

type Item = SinkRecord | Reject

/** Writes each batch to a file of its own, which is there as a whole or not at all. */
const filesIn = <T extends Item>(folder: string, stream: string, lineOf: (item: T) => string) =>
  collectBatches<T>(async (items) => {
    const name = `${encodeURIComponent(stream)}-${items[0]?.sequence}-${randomUUID()}.ndjson`
    const text = items.map((item) => `${lineOf(item)}\n`).join('')
    await writeFile(join(folder, `${name}.part`), text, { flush: true })
    await rename(join(folder, `${name}.part`), join(folder, name))
  })

const rejectLine = ({ raw, issues }: Reject) =>
  JSON.stringify({ record: Buffer.from(raw).toString(), issues })

export const targetFolder = defineTarget({
  name: 'target-folder',
  config: {
    type: 'object',
    required: ['directory'],
    properties: { directory: { type: 'string', description: 'Where the files are written.' } },
  },
  async connect({ directory }) {
    const folders = { records: join(directory, 'records'), rejects: join(directory, 'rejects') }
    for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true })
    return folders
  },
  sink: ({ records }, { name }) =>
    filesIn<SinkRecord>(records, name, ({ message }) => message.text),
  rejects: ({ rejects }, stream) => filesIn(rejects, stream, rejectLine),
})
