import { ControlError, Settings } from '../../control/settings.ts'
import { bulkVerbs } from '../bulk/bulk-verbs.ts'
import { tokenVerbs } from '../oauth/token-verbs.ts'
import { runningVerbs } from './running-verbs.ts'
import { storeVerbs } from './store-verbs.ts'
import type { ControlledSandbox, Verb } from './verb.ts'

/** What can be asked at `POST /__control/VERB`. */
export const verbs: Readonly<Record<string, Verb>> = {
  ...storeVerbs,
  ...runningVerbs,
  ...tokenVerbs,
  ...bulkVerbs,
}

/**
 * Does what a control verb asks.
 *
 * @param body The settings of the verb, a JSON object or nothing.
 * @throws ControlError where there is no such verb, or its settings will not do.
 */
export function control(
  sandbox: ControlledSandbox,
  name: string,
  body: Readonly<Record<string, unknown>> = {},
): object {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb === undefined) {
    throw new ControlError(`There is no verb "${name}"; there are ${Object.keys(verbs).join(', ')}`)
  }
  const known = Object.keys(verb.takes)
  const unknown = Object.keys(body).find((setting) => !known.includes(setting))
  if (unknown !== undefined && !known.includes('…')) {
    throw new ControlError(`${name} has no "${unknown}"; there are ${known.join(', ')}`)
  }
  return verb.act(sandbox, new Settings(body))
}
