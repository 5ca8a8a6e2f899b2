import { ObjectChangedError } from '../errors.ts'
import { encodePathPart } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'
import type { Alert } from './alert.ts'
import { type AlertOutcome, type AlertTarget, sendAlert } from './send-alert.ts'

/** Something that goes on until it is mended: a source whose runs fail, data that are late. */
export interface Incident {
  readonly kind: 'run-failed' | 'data-late'
  readonly customer: string
  readonly provider: string
  /** What to tell while it goes on; undefined where all is well. */
  readonly firing:
    | {
        readonly title: string
        /** The facts, a line each; no values of records. */
        readonly lines: readonly string[]
        readonly remedy: string
      }
    | undefined
  /** What to tell when it is over. */
  readonly resolved: string
}

interface IncidentRecord {
  readonly status: 'firing' | 'resolved'
  readonly since: string
}

/**
 * Tells when something goes wrong, once, and when it is well again, once, however often and by however
 * many processes it is looked at. To be called at each look, whether or not anything is wrong.
 *
 * @returns what became of the message; undefined where there was nothing to tell. One that failed is
 * sent again at the next look.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export async function trackIncident(
  state: ObjectStore,
  target: AlertTarget,
  incident: Incident,
): Promise<AlertOutcome | undefined> {
  const { firing, kind, customer, provider, resolved } = incident
  const known = await state.get(incidentKey(incident))
  const open = known && openSince(known.body)
  /** Whether this process was the one to write it. */
  const note = async (record: IncidentRecord): Promise<boolean> => {
    const body = Buffer.from(`${JSON.stringify(record)}\n`)
    try {
      await state.replace(incidentKey(incident), body, known?.etag ?? null)
      return true
    } catch (error) {
      if (error instanceof ObjectChangedError) return false
      throw error
    }
  }
  const send = (alert: Pick<Alert, 'status' | 'subject' | 'title' | 'lines' | 'remedy'>) =>
    sendAlert(state, target, { kind, customer, provider, ...alert })
  if (firing) {
    const since = open ?? (target.now?.() ?? new Date()).toISOString()
    if (!open && !(await note({ status: 'firing', since }))) return 'known'
    return send({ ...firing, status: 'firing', subject: `firing since ${since}` })
  }
  if (!open) return undefined
  const subject = `resolved, firing since ${open}`
  const lines = [`since ${open}`]
  const remedy = 'Nothing is to be done.'
  const outcome = await send({ status: 'resolved', subject, title: resolved, lines, remedy })
  if (outcome !== 'failed') await note({ status: 'resolved', since: open })
  return outcome
}

const incidentKey = ({ customer, provider, kind }: Incident) =>
  `${encodePathPart(customer)}/incidents/${encodePathPart(provider)}/${kind}.json`

/** Since when an incident goes on; undefined where it does not, or its object is damaged. */
function openSince(body: Buffer): string | undefined {
  try {
    const { status, since } = JSON.parse(body.toString()) as IncidentRecord
    return status === 'firing' ? since : undefined
  } catch {
    return undefined
  }
}
