import type { OptionSpecs } from '@descant/sdk'
import { countOf, type Given } from './zone-options.ts'

/** The options that bound what a command takes of the machine. */
export const resourceOptions = {
  'memory-limit-mib': {
    type: 'string',
    value: 'N',
    description: 'Memory of the engine, in MiB. Default: three quarters of what there is.',
  },
  threads: {
    type: 'string',
    value: 'N',
    description: 'Threads of the engine. Default: as many as there are cores.',
  },
  'temporary-directory': {
    type: 'string',
    value: 'DIR',
    description: 'Where large work is spilled: a disk, no tmpfs. Default: the system’s.',
  },
} as const satisfies OptionSpecs

/** What the engine may take, as transform and loader know it; what is not given is left to them. */
export interface Resources {
  readonly memoryLimitMib?: number
  readonly threads?: number
  readonly temporaryDirectory?: string
}

/** @throws {ConfigError} for a number that is none. */
export function resourcesOf(given: Given): Resources {
  const memoryLimitMib = countOf(given, 'memory-limit-mib')
  const threads = countOf(given, 'threads')
  const temporaryDirectory = given['temporary-directory']
  return {
    ...(memoryLimitMib === undefined ? {} : { memoryLimitMib }),
    ...(threads === undefined ? {} : { threads }),
    ...(typeof temporaryDirectory === 'string' ? { temporaryDirectory } : {}),
  }
}
