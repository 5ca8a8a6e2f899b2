import { totalmem } from 'node:os'

const mib = 2 ** 20

/** Below this, memory that was freed is worth more than the time of asking for it again. */
const scarceMib = 2048

/**
 * DuckDB's limit does not count what was freed and is kept for the next: by default 128 MiB a thread.
 * With this a process stays within 300 MiB of its limit, for a twentieth more CPU.
 */
const returned = {
  allocator_flush_threshold: '4MiB',
  allocator_bulk_deallocation_flush_threshold: '4MiB',
}

/**
 * What DuckDB is told of memory.
 *
 * @param limitMib Where it begins to spill. Default: three quarters of what this process may use.
 */
export function memorySettings(limitMib = defaultLimitMib()): Readonly<Record<string, string>> {
  return { memory_limit: `${limitMib}MiB`, ...(limitMib < scarceMib ? returned : {}) }
}

function defaultLimitMib(): number {
  const most = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())
  return Math.max(128, Math.floor((most / mib) * 0.75))
}
