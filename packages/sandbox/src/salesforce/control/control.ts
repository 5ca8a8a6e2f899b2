import { ControlError, Settings } from '../../control/settings.ts'
import type { ControlledOrg } from './controlled-org.ts'
import { orgVerbs } from './org-verbs.ts'
import { recordVerbs } from './record-verbs.ts'
import type { Verb } from './verb.ts'

/** What can be asked at `POST /__control/VERB`. */
export const verbs: Readonly<Record<string, Verb>> = { ...orgVerbs, ...recordVerbs }

/**
 * Does what a control verb asks.
 *
 * @param body The settings of the verb, a JSON object or nothing.
 * @throws ControlError where there is no such verb, or its settings will not do.
 */
export function control(
  org: ControlledOrg,
  verb: string,
  body: Readonly<Record<string, unknown>> = {},
): object {
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (known === undefined) {
    throw new ControlError(`There is no verb "${verb}"; there are ${Object.keys(verbs).join(', ')}`)
  }
  const { takes, act } = known
  const unknown = Object.keys(body).find((name) => !takes.includes(name) && !takes.includes('*'))
  if (unknown !== undefined) {
    throw new ControlError(`${verb} has no "${unknown}"; there are ${takes.join(', ')}`)
  }
  return act(org, new Settings(body))
}
