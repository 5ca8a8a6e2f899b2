import { Random } from '../../random.ts'
import type { ControlledOrg } from './controlled-org.ts'
import type { MutationTiming } from './mutations.ts'

/** How far apart rounds are, by the org's clock: more than any lookback that a client keeps. */
const ROUND_SECONDS = 3600

/** What a round changes of each object. */
const changed: Readonly<Record<string, (round: number) => Readonly<Record<string, string>>>> = {
  Account: (round) => ({
    Description: `Called in round ${round} ☎️`,
    Credit_Limit__c: `${round}.5`,
  }),
  Contact: (round) => ({ Title: `Met in round ${round}` }),
  Opportunity: (round) => ({ NextStep: `Round ${round}`, Amount: `${1000 + round}.25` }),
}
const CHANGED_EACH = 3

/**
 * A round of what happens in an org: some records change, one comes, one goes to the recycle bin and
 * one is purged, an hour after the round before. An org that was started again comes to the same
 * state by the same rounds.
 */
export function playRound(org: ControlledOrg, round: number): object {
  const { clock, mutations } = org
  clock.reach(clock.start + clock.advancedMilliseconds + round * ROUND_SECONDS * 1000)
  const random = new Random('round', round)
  const timing: MutationTiming = {
    at: Math.floor(clock.now() / 1000) * 1000,
    lagMilliseconds: org.conditions.visibilityLagMilliseconds,
  }
  const updated = Object.entries(changed).map(([object, values]) => {
    const ids = pick(mutations.some(object, Number.POSITIVE_INFINITY), CHANGED_EACH, random)
    return [object, mutations.update(object, ids, values(round), timing).ids] as const
  })
  const created = mutations.create(
    'Contact',
    1,
    { LastName: `Neu ${round}`, Email: `round.${round}@example.com` },
    timing,
  )
  const lead = pick(mutations.some('Lead', Number.POSITIVE_INFINITY), 1, random)
  const aCase = pick(mutations.some('Case', Number.POSITIVE_INFINITY), 1, random)
  return {
    round,
    at: new Date(created.at).toISOString(),
    updated: Object.fromEntries(updated),
    created: { Contact: created.ids },
    deleted: { Lead: mutations.delete('Lead', lead, timing).ids },
    purged: { Case: mutations.purge('Case', aCase, timing).ids },
  }
}

/** So many of a list, all different. */
function pick(list: readonly string[], count: number, random: Random): string[] {
  const rest = [...list]
  const picked: string[] = []
  while (picked.length < count && rest.length > 0) {
    picked.push(...rest.splice(random.integer(0, rest.length - 1), 1))
  }
  return picked
}
