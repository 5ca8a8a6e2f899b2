import { readFile } from 'node:fs/promises'

/**
 * The bytes that a process has written so far, to a pipe, a socket or a file: Linux counts them
 * (proc(5), /proc/PID/io). Undefined elsewhere, and for a process that has ended.
 */
export async function writtenBytes(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined || process.platform !== 'linux') return undefined
  const text = await readFile(`/proc/${pid}/io`, 'utf8').catch(() => '')
  const [, digits] = /^wchar: (\d+)$/m.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits)
}
