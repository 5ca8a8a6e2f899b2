import { rawBatchKey } from '@descant/lake'
import type { RawFile } from '../ingest/raw-file.ts'

/** A file as the raw file of a batch of orders. */
export function rawFile(path: string, part = 0, bytes = 0): RawFile {
  const name = {
    customer: 'acme',
    provider: 'shop',
    stream: 'orders',
    startedAt: new Date('2026-11-23T02:00:00Z'),
    run: 'r1',
    part,
  }
  const object = { key: rawBatchKey(name), bytes, modifiedAt: new Date() }
  return { object: { ...object, name: { ...name, kind: 'batch' } }, path }
}
