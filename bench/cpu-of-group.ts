import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of a second that the kernel counts in (`getconf CLK_TCK`), the same on all of Linux. */
const ticksPerSecond = 100

/**
 * User and system time of all processes that are in a process group now, in seconds; 0 where the
 * system has no `/proc`.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function cpuOfGroup(group: number): number {
  let ticks = 0
  for (const id of processIds()) {
    // Behind the name, which may hold anything, spaces and brackets too.
    const fields = statOf(id).split(') ').at(-1)?.split(' ') ?? []
    if (Number(fields[2]) === group) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / ticksPerSecond
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** Empty for a process that has ended meanwhile. */
function statOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
  } catch {
    return ''
  }
}
