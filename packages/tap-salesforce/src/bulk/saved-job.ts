/** A Bulk job as STATE keeps it: enough to go on from where a run ended. */
export interface SavedJob {
  readonly id: string
  /** The API version that began it; another one is refused. */
  readonly version: string
  /** Rows that it found, once it is done. */
  readonly rows?: number
  /** Pages from the first on that have been read whole. */
  readonly pages: number
  /** Pages beyond them that have been read whole, by their place. */
  readonly ahead?: readonly number[]
  /** The rows of all these pages. */
  readonly read: number
  /** The address of the last of `pages`; if it stands elsewhere, the result is not what it was. */
  readonly last?: string
}

/** Takes note of a page that has been read whole. */
export function withPageRead(
  job: SavedJob,
  page: { readonly index: number; readonly address: string; readonly rows: number },
  addressOf: (index: number) => string | undefined,
): SavedJob {
  const ahead = new Set([...(job.ahead ?? []), page.index])
  let { pages } = job
  while (ahead.delete(pages)) pages++
  const { ahead: _, ...rest } = job
  const last = pages > 0 ? addressOf(pages - 1) : undefined
  return {
    ...rest,
    pages,
    read: job.read + page.rows,
    ...(ahead.size > 0 && { ahead: [...ahead].sort((a, b) => a - b) }),
    ...(last !== undefined && { last }),
  }
}

/** Whether a page has been read by an earlier run. */
export const isPageRead = ({ pages, ahead }: SavedJob, index: number): boolean =>
  index < pages || (ahead?.includes(index) ?? false)
