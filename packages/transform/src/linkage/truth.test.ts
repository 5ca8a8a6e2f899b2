import { existsSync, readFileSync } from 'node:fs'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defineModel } from '../model/define-model.ts'
import { defineSource, defineStream } from '../model/define-source.ts'
import { customers } from '../model/entities/customers.ts'
import { standardModel } from '../model/standard-model.ts'
import { TestLake } from '../testing/lake.ts'
import { trainIdentities } from '../train-identities.ts'

const corpus = new URL('../../../../../shared/corpora/identity/fake_1000.csv', import.meta.url)

/** A provider of a project's own: the rows of the truth set as they are. */
const members = defineSource({
  type: 'members',
  streams: [
    defineStream({
      name: 'people',
      entity: customers,
      raw: {
        unique_id: 'text',
        first_name: 'text',
        surname: 'text',
        dob: 'text',
        city: 'text',
        email: 'text',
      },
      columns: (person) => ({
        customer_id: person.unique_id,
        first_name: person.first_name,
        last_name: person.surname,
        birth_date: person.dob,
        city: person.city,
        email: person.email,
      }),
    }),
  ],
})

interface Person {
  readonly unique_id: string
  readonly cluster: string
}

/** The rows of a CSV without quotes; what is empty is null. */
function readPeople(): Person[] {
  const [head = '', ...rows] = readFileSync(corpus, 'utf8').trimEnd().split(/\r?\n/)
  const names = head.split(',')
  return rows.map((row) => {
    const values = row.split(',').map((value) => value.trim() || null)
    return Object.fromEntries(names.map((name, index) => [name, values[index]])) as never
  })
}

const pairsWithin = (groups: Iterable<number>) =>
  [...groups].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)

const sizes = (labels: readonly string[]) =>
  labels.reduce(
    (counts, label) => counts.set(label, (counts.get(label) ?? 0) + 1),
    new Map<string, number>(),
  )

/** How well the profiles of pairs of people agree with who they are. */
function score(found: readonly string[], truth: readonly string[]) {
  const both = found.map((profile, index) => `${profile} ${truth[index]}`)
  const agreed = pairsWithin(sizes(both).values())
  const precision = agreed / pairsWithin(sizes(found).values())
  const recall = agreed / pairsWithin(sizes(truth).values())
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

describe.skipIf(!existsSync(corpus))(
  'a thousand records of 181 people (skipped without the corpus)',
  () => {
    let lake: TestLake
    let duck: Duck
    beforeAll(async () => {
      lake = await TestLake.create()
      duck = await Duck.open({ threads: 1 })
    })
    afterAll(async () => {
      duck.close()
      await lake.remove()
    })

    test('are resolved after a training, by nothing but themselves', async () => {
      const people = readPeople()
      const records = people.map(({ cluster: _truth, ...person }) => person)
      const options = { model: defineModel({ base: standardModel, sources: [members] }) }
      const profiles = async () => {
        const rows = await lake.rows(duck, 'customers')
        const profileOf = new Map(rows.map((row) => [row.customer_id, String(row.profile_id)]))
        return people.map(({ unique_id }) => profileOf.get(unique_id) ?? 'none')
      }
      const truth = people.map(({ cluster }) => cluster)
      await lake.put('people', records.slice(0, 600), 'members')
      await lake.run('incremental', options)
      await lake.put('people', records.slice(600), 'members')
      await lake.run('incremental', options)
      const shared = score(await profiles(), truth)
      expect(shared.precision).toBe(1)
      expect(shared.recall).toBeLessThan(0.7)
      expect(await lake.rows(duck, 'identity_review')).toEqual([])

      const { version } = await trainIdentities({
        customer: 'acme',
        processed: lake.zone('processed'),
        state: lake.zone('state'),
      })
      expect(version).toBe(1)
      await lake.run('incremental', options)
      const linked = await profiles()
      const { precision, f1 } = score(linked, truth)
      expect(precision).toBeGreaterThanOrEqual(0.98)
      expect(f1).toBeGreaterThanOrEqual(0.97)

      const review = await lake.rows(duck, 'identity_review')
      expect(review.length).toBeGreaterThan(0)
      for (const pair of review) {
        expect(pair.profile_id).not.toBe(pair.other_profile_id)
        expect(pair.probability).toBeGreaterThanOrEqual(0.5)
        expect(pair.probability).toBeLessThan(0.95)
        expect(pair.evidence).not.toEqual([])
      }

      const nothing = await lake.run('incremental', options)
      expect(nothing.tables).toEqual([])
      await lake.run('historic', options)
      expect(await profiles()).toEqual(linked)
    })
  },
)
