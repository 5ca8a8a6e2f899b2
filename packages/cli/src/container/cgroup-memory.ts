import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a container may use of memory and what it uses, in bytes. */
export interface MemoryUse {
  readonly limit: number
  readonly used: number
}

/** cgroup v1 tells an absence of limits as a number about as large as a page counter can hold. */
const noLimit = 2 ** 60

const numberIn = async (file: string): Promise<number | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const number = Number(text?.trim() || Number.NaN)
  return Number.isFinite(number) && number < noLimit ? number : undefined
}

/** Pages of files that were read: the kernel gives them back before it kills anybody. */
const inactiveFiles = async (file: string, name: string): Promise<number> => {
  const text = await readFile(file, 'utf8').catch(() => '')
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
}

/** The group of this process and those above it, up to the root of what it can see. */
const groupsUp = (root: string, path: string): string[] => {
  const own = join(root, path)
  if (!own.startsWith(root)) return [root]
  return own === root || own === `${root}/` ? [root] : [own, ...groupsUp(root, dirname(path))]
}

interface Files {
  readonly limit: string
  readonly used: string
  readonly inactive: string
}

const files: Record<'v1' | 'v2', Files> = {
  v2: { limit: 'memory.max', used: 'memory.current', inactive: 'inactive_file' },
  v1: {
    limit: 'memory.limit_in_bytes',
    used: 'memory.usage_in_bytes',
    inactive: 'total_inactive_file',
  },
}

const useOf = async (group: string, names: Files): Promise<MemoryUse | undefined> => {
  const limit = await numberIn(join(group, names.limit))
  const used = await numberIn(join(group, names.used))
  if (limit === undefined || used === undefined) return undefined
  const inactive = await inactiveFiles(join(group, 'memory.stat'), names.inactive)
  return { limit, used: Math.max(used - inactive, 0) }
}

/**
 * The memory of the container that this process runs in, as the kernel's control groups tell it, v2
 * or v1: of the groups around it, the one that is fullest. Undefined where there is no limit.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html#memory
 */
export async function cgroupMemory(root = '/'): Promise<MemoryUse | undefined> {
  const text = await readFile(join(root, 'proc/self/cgroup'), 'utf8').catch(() => '')
  const v2 = /^0::(.*)$/m.exec(text)?.[1] ?? '/'
  const v1 = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(text)?.[1] ?? '/'
  const uses = await Promise.all([
    ...groupsUp(join(root, 'sys/fs/cgroup'), v2).map((group) => useOf(group, files.v2)),
    ...groupsUp(join(root, 'sys/fs/cgroup/memory'), v1).map((group) => useOf(group, files.v1)),
  ])
  return uses
    .filter((use) => use !== undefined)
    .sort((a, b) => b.used / b.limit - a.used / a.limit)[0]
}
