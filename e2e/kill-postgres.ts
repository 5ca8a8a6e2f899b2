import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'

/** Ends the server as a power cut would, every process of it, and starts it again. */
export async function killPostgres(directory: string): Promise<EmbeddedPostgres> {
  const [pid = ''] = readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', pid], { encoding: 'utf8' })
  process.kill(Number(pid), 'SIGKILL')
  for (const line of children.split('\n')) {
    if (line.includes('postgres')) signal(Number.parseInt(line, 10))
  }
  while (isRunning(Number(pid))) await sleep(10)
  return await startEmbeddedPostgres({ directory, persistent: true })
}

const signal = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}
const isRunning = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}
