import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duck } from '@descant/lake/duckdb'

export interface WorkplaceOptions {
  readonly memoryLimitMib?: number
  readonly threads?: number
  readonly temporaryDirectory?: string
}

/** Gives `work` a folder of its own and a DuckDB that spills into it; both are gone when it ends. */
export async function withWorkplace<T>(
  { temporaryDirectory, memoryLimitMib, threads }: WorkplaceOptions,
  work: (workplace: { duck: Duck; directory: string }) => Promise<T>,
): Promise<T> {
  const parent = temporaryDirectory ?? tmpdir()
  await mkdir(parent, { recursive: true })
  const directory = await mkdtemp(join(parent, 'descant-load-'))
  try {
    const duck = await Duck.open({
      temporaryDirectory: directory,
      ...(memoryLimitMib === undefined ? {} : { memoryLimitMib }),
      ...(threads === undefined ? {} : { threads }),
    })
    try {
      return await work({ duck, directory })
    } finally {
      duck.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
