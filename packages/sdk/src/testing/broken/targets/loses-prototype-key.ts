import { collectBatches, type JsonObject } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Copies an object as one should not: `__proto__` is no property to an assignment. */
const copied = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const copy: JsonObject = {}
  for (const [name, item] of Object.entries(value)) copy[name] = copied(item)
  return copy
}

const isObject = (text: string) => text.startsWith('{')

/** Copies nested objects by assignment. */
export const losesPrototypeKey: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => {
        const rows = records.map(rowOf).map(({ columns, version }) => ({
          version,
          columns: new Map(
            [...columns].map(([column, text]) => [
              column,
              isObject(text) ? JSON.stringify(copied(JSON.parse(text))) : text,
            ]),
          ),
        }))
        return tables.write(name, rows, keyProperties)
      }),
  })),
  fails: ['properties of any name arrive'],
}
