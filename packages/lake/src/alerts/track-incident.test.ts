import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openStore } from '../store/open-store.ts'
import { type Incident, trackIncident } from './track-incident.ts'

const firing = { title: 'shop: its runs fail', lines: ['exit code 3'], remedy: 'mend it' }
const incident = (isFiring: boolean, provider = 'shop'): Incident => ({
  kind: 'run-failed',
  customer: 'acme',
  provider,
  firing: isFiring ? firing : undefined,
  resolved: 'shop: its runs work again',
})

/** A state zone, a webhook that answers in turn, and what it was told. */
const setUp = (...statuses: number[]) => {
  const state = openStore(pathToFileURL(temporaryFolder()).href)
  const told: string[] = []
  let time = Date.parse('2026-11-23T02:00:00Z')
  const fetch = async (_url: string, { body }: { body: string }) => {
    const status = statuses.shift() ?? 200
    const { status: what, provider } = JSON.parse(body)
    if (status === 200) told.push(`${provider} ${what}`)
    return new Response('', { status })
  }
  const target = {
    url: 'https://hooks.example/secret',
    format: 'json' as const,
    fetch: fetch as never,
    now: () => {
      time += 60_000
      return new Date(time)
    },
  }
  const look = (isFiring: boolean, provider?: string) =>
    trackIncident(state, target, incident(isFiring, provider))
  return { told, look }
}

test('an incident is told when it begins and when it is over, however often one looks', async () => {
  const { told, look } = setUp()
  for (const isFiring of [false, true, true, true, false, false, true, false]) await look(isFiring)
  expect(told).toEqual(['shop firing', 'shop resolved', 'shop firing', 'shop resolved'])
})

test('each source has incidents of its own', async () => {
  const { told, look } = setUp()
  await look(true)
  await look(true, 'crm')
  await look(false)
  expect(told).toEqual(['shop firing', 'crm firing', 'shop resolved'])
})

test('many that look at once tell it once', async () => {
  const { told, look } = setUp()
  await Promise.all(Array.from({ length: 6 }, () => look(true)))
  await Promise.all(Array.from({ length: 6 }, () => look(false)))
  await look(false)
  expect(told).toEqual(['shop firing', 'shop resolved'])
})

test('what the webhook did not take is told at the next look', async () => {
  const { told, look } = setUp(500, 200, 500, 200)
  expect([await look(true), await look(true), await look(true)]).toEqual([
    'failed',
    'sent',
    'known',
  ])
  expect([await look(false), await look(false), await look(false)]).toEqual([
    'failed',
    'sent',
    undefined,
  ])
  expect(told).toEqual(['shop firing', 'shop resolved'])
})
