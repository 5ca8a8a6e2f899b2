import { encodePathPart, ObjectExistsError, type ObjectStore } from '@descant/lake'
import type { LinkageModel } from './linkage-model.ts'
import type { Training } from './train-linkage.ts'

/** A model as it lies in the state zone: a training makes a new version and changes none. */
export interface StoredModel {
  /** Counts from 1. */
  readonly version: number
  /** ISO 8601. */
  readonly trained_at: string
  readonly people: number
  readonly candidates: number
  readonly rules: Training['rules']
  readonly model: LinkageModel
}

const prefixOf = (customer: string) => `${encodePathPart(customer)}/transform/linkage/`

const keyOf = (customer: string, version: number) =>
  `${prefixOf(customer)}${String(version).padStart(10, '0')}.json`

/** The newest model of a customer; undefined where none was trained. */
export async function readModel(
  state: ObjectStore,
  customer: string,
): Promise<StoredModel | undefined> {
  let newest: string | undefined
  for await (const { key } of state.list(prefixOf(customer))) {
    if (/\/\d{10}\.json$/.test(key)) newest = key
  }
  const object = newest === undefined ? undefined : await state.get(newest)
  return object === undefined ? undefined : (JSON.parse(object.body.toString()) as StoredModel)
}

/** Writes what a training found as the next version, by one create-only write. */
export async function storeModel(
  state: ObjectStore,
  customer: string,
  { model, people, candidates, rules }: Training,
  trainedAt: Date,
): Promise<StoredModel> {
  const trained_at = trainedAt.toISOString()
  for (let version = ((await readModel(state, customer))?.version ?? 0) + 1; ; version++) {
    const stored = { version, trained_at, people, candidates, rules, model }
    try {
      const body = Buffer.from(`${JSON.stringify(stored)}\n`)
      await state.create(keyOf(customer, version), body, { contentType: 'application/json' })
      return stored
    } catch (error) {
      if (!(error instanceof ObjectExistsError)) throw error
    }
  }
}
