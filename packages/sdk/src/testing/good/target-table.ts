import { collectBatches, defineTarget, type Target, type TargetDefinition } from '../../index.ts'
import type { CheckTargetOptions } from '../check-target-options.ts'
import { MemoryTables, rowOf } from './memory-table.ts'

const config = {
  type: 'object',
  properties: {
    password: { type: 'string', secret: true, description: 'The password of the database.' },
  },
} as const

/** What of a target into tables may be another, to break it. */
export type TableChange = Partial<TargetDefinition<typeof config, MemoryTables>>

/** Makes a target as it should be: tables with keys, versions and rejects; and what it is tried with. */
export function createTableTarget(change: (tables: MemoryTables) => TableChange = () => ({})): {
  readonly target: Target
  readonly tables: MemoryTables
  readonly options: CheckTargetOptions<{ readonly password: string }>
} {
  const tables = new MemoryTables()
  const target = defineTarget<typeof config, MemoryTables>({
    name: 'target-table',
    config,
    connect: () => tables,
    sink: (own, { name, keyProperties }) =>
      collectBatches((records) => own.write(name, records.map(rowOf), keyProperties)),
    rejects: (own) =>
      collectBatches(async (rejects) => {
        own.rejects.push(...rejects)
      }),
    activateVersion: (own, stream, version) => own.keepVersion(stream, version),
    ...change(tables),
  })
  const options: CheckTargetOptions<{ readonly password: string }> = {
    config: { password: 'hush-hush' },
    read: async (stream) => tables.records(stream),
    loadMethod: 'upsert',
    removesOldVersions: true,
    readRejects: async (stream) =>
      tables.rejects
        .filter((reject) => reject.stream === stream)
        .map(({ raw, issues }) => ({
          record: raw.toString(),
          reason: issues.map(({ message }) => message).join('; '),
        })),
    breakWrites: () => {
      tables.isBroken = true
      return () => {
        tables.isBroken = false
      }
    },
  }
  return { target, tables, options }
}
