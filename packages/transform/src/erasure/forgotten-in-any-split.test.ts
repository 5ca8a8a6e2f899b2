import { openStore } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defineModel, type Model } from '../model/define-model.ts'
import { standardModel } from '../model/standard-model.ts'
import { anyHistory, withoutIds } from '../testing/any-history.ts'
import { TestLake } from '../testing/lake.ts'
import { addToSuppressionList, suppressedIdentifier } from './suppression-list.ts'

/** Each case runs whole transforms: a machine that is busy needs its time. */
vi.setConfig({ testTimeout: 600_000 })

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

const models: { words: string; model: Model; runs: number }[] = [
  { words: 'as they are built in', model: standardModel, runs: 2 },
  {
    words: 'that few records may share',
    runs: 2,
    model: defineModel({
      base: standardModel,
      identity: {
        email: { mostRecords: 2, blocked: ['m2@shop.eu'] },
        phone: { mostRecords: 3 },
      },
    }),
  },
  {
    words: 'of which a profile may have few',
    runs: 1,
    model: defineModel({
      base: standardModel,
      identity: { email: { mostPerProfile: 2 }, phone: { mostPerProfile: 2, mostRecords: 3 } },
    }),
  },
]

const list = (lake: TestLake, kind: 'suppress' | 'lift', identifiers: readonly string[]) =>
  addToSuppressionList(openStore(lake.zone('state')), 'acme', {
    requested_at: new Date(Date.UTC(2026, 11, lake.days + 1)).toISOString(),
    kind,
    identifiers: identifiers.map((identifier) => suppressedIdentifier('acme', identifier)),
  })

const listed = constantFrom('e:m1@shop.eu', 'e:m2@shop.eu', 't:+4917123456711', 'n:c:shopify:3')

test.runIf(isLong).each(models)(
  'whoever is on the list is forgotten alike by any split of the records: identifiers $words',
  async ({ model, runs }) => {
    await assert(
      asyncProperty(
        anyHistory(40),
        array(integer({ min: 0, max: 3 }), { minLength: 80, maxLength: 80 }),
        array(listed, { minLength: 1, maxLength: 2 }),
        integer({ min: 0, max: 4 }),
        async (events, splits, identifiers, listedAt) => {
          const split = await TestLake.create()
          const whole = await TestLake.create()
          const putPart = async (lake: TestLake, isPart: (run: number) => boolean) => {
            for (const stream of ['customers', 'orders']) {
              const part = events.filter(
                (found, index) => found.stream === stream && isPart(splits[index] ?? 0),
              )
              await lake.put(
                stream,
                part.map(({ line }) => line),
              )
            }
          }
          try {
            for (const number of [0, 1, 2, 3]) {
              if (listedAt === number) await list(split, 'suppress', identifiers)
              await putPart(split, (run) => run === number)
              await split.run('incremental', { model })
            }
            if (listedAt === 4) {
              await list(split, 'suppress', identifiers)
              await split.run('incremental', { model })
            }
            const incremental = await split.tables(duck)
            await split.run('historic', { model })
            expect(await split.tables(duck)).toEqual(incremental)
            await putPart(whole, () => true)
            await list(whole, 'suppress', identifiers)
            await whole.run('historic', { model })
            expect(withoutIds(incremental)).toEqual(withoutIds(await whole.tables(duck)))
            await list(split, 'lift', identifiers)
            await list(whole, 'lift', identifiers)
            await split.run('incremental', { model })
            await whole.run('historic', { model })
            expect(withoutIds(await split.tables(duck))).toEqual(
              withoutIds(await whole.tables(duck)),
            )
            expect(await split.rows(duck, 'forgotten_records')).toEqual([])
          } finally {
            await split.remove()
            await whole.remove()
          }
        },
      ),
      { endOnFailure: true, numRuns: runs },
    )
  },
)
