import { spawnSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

/** The machine and the moment of a measurement, in lines for people. */
export function describeMachine(): string {
  const python = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout?.trim()
  const memory = Math.round(totalmem() / 2 ** 30)
  return [
    new Date().toISOString(),
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GiB, ${process.platform}`,
    `Node ${process.version}, ${python ?? 'no Python'}`,
    `Load of the last minute: ${loadavg()[0]?.toFixed(2)}`,
  ].join('\n')
}
