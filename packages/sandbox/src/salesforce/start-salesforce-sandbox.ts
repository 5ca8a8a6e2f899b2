import { VirtualClock, WAKING_TIME } from '../clock.ts'
import { Settings } from '../control/settings.ts'
import { listenOnLoopback } from '../loopback-server.ts'
import { Random } from '../random.ts'
import { answerRequest } from './answer-request.ts'
import { QueryJobs } from './bulk/query-jobs.ts'
import { type Conditions, usualConditions } from './conditions.ts'
import { control } from './control/control.ts'
import type { ControlledOrg } from './control/controlled-org.ts'
import { Faults, type SalesforceFault } from './control/faults.ts'
import { Mutations } from './control/mutations.ts'
import { Sessions } from './oauth/sessions.ts'
import { Cursors } from './query/cursors.ts'
import { Schema } from './schema/schema.ts'
import { customField } from './schema/tooling-objects.ts'
import { type OrgSize, seedContents } from './seed/seed-contents.ts'
import { recordId } from './store/record-id.ts'
import { SalesforceStore } from './store/store.ts'
import { Activity, type LoggedCall } from './usage/activity.ts'
import { type LimitInfoForm, Usage } from './usage/usage.ts'

/** What a Salesforce sandbox is to be like. All of it has a default. */
export interface SalesforceSandboxOptions extends OrgSize, Partial<Conditions> {
  /** The port to listen on. @default 0, any free one */
  readonly port?: number
  /** How many custom objects to add, to make the org a large one. @default 0 */
  readonly generatedObjects?: number
  /** How many calls the org allows in 24 hours. @default 100000 */
  readonly dailyRequests?: number
  /** The form in which answers tell how many calls are used. @default 'plain' */
  readonly limitInfo?: LimitInfoForm
  /** How long after its last use a session ends. @default 7200 */
  readonly sessionSeconds?: number
  /** After how many calls a session ends, however young. @default no limit */
  readonly sessionCalls?: number
  /** Whether every refresh gives a new refresh token, and the one before dies. @default false */
  readonly rotateRefreshTokens?: boolean
  /** What verifies a JWT of this client, in PEM. @default none, so that the flow is refused */
  readonly publicKey?: string
  /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
  readonly clock?: VirtualClock
}

/** A running Salesforce sandbox. */
export interface SalesforceSandbox {
  /** `http://127.0.0.1:PORT`, the instance URL, which is the login URL as well. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
  /** The user that tokens are for: the subject of a JWT. */
  readonly username: string
  readonly clock: VirtualClock
  /** Under which conditions it answers; what is set here holds from the next request on. */
  readonly conditions: Conditions
  /**
   * Arms a fault.
   *
   * @throws ControlError where the fault cannot be told so.
   * @example
   * sandbox.arm({ kind: 'http', status: 502, count: 2, skip: 5, match: 'FROM Account' })
   */
  arm(fault: SalesforceFault): void
  /** Disarms all faults. */
  disarm(): void
  /** The requests after the `since`-th, the latest ten thousand at most. @default 0 */
  requests(since?: number): readonly LoggedCall[]
  /**
   * Does what `POST /__control/VERB` does, without the detour.
   *
   * @example
   * sandbox.control('update', { object: 'Account', count: 3, values: { Description: 'changed' } })
   */
  control(verb: string, settings?: Readonly<Record<string, unknown>>): object
  close(): Promise<void>
}

const YEAR = 365 * 24 * 3600 * 1000

/**
 * Starts a local Salesforce in this process.
 *
 * @throws SandboxError where the port is taken.
 * @example
 * const sandbox = await startSalesforceSandbox({ seed: 7, accounts: 50 })
 * const response = await fetch(`${sandbox.url}/services/oauth2/token`, {
 *   method: 'POST',
 *   body: new URLSearchParams({
 *     grant_type: 'client_credentials',
 *     client_id: sandbox.clientId,
 *     client_secret: sandbox.clientSecret,
 *   }),
 * })
 * await sandbox.close()
 */
export async function startSalesforceSandbox(
  options: SalesforceSandboxOptions = {},
): Promise<SalesforceSandbox> {
  const org = makeOrg(options)
  const refreshToken = org.sessions.issueRefreshToken()
  let url = ''
  const server = await listenOnLoopback(options.port ?? 0, (request) => {
    const reply = answerRequest(org, url, request)
    return {
      ...reply,
      headers: { ...reply.headers, Date: new Date(org.clock.now()).toUTCString() },
    }
  })
  url = server.url
  const { clientId, clientSecret, username } = org.sessions
  return {
    url,
    clientId,
    clientSecret,
    refreshToken,
    username,
    clock: org.clock,
    conditions: org.conditions,
    arm: (fault) => org.faults.arm(new Settings({ ...fault })),
    disarm: () => org.faults.clear(),
    requests: (since = 0) => org.activity.since(since),
    control: (verb, settings) => control(org, verb, settings),
    close: server.close,
  }
}

function makeOrg(options: SalesforceSandboxOptions): ControlledOrg {
  const { seed = 1, clock = new VirtualClock(WAKING_TIME) } = options
  const schema = new Schema(options.generatedObjects ?? 0, clock.start - YEAR)
  const store = new SalesforceStore(
    [...schema.objects, customField],
    seedContents(schema, options, clock.start),
    clock,
  )
  const userId = recordId('005', 0)
  const sessions = new Sessions(
    { organizationId: recordId('00D', 0), userId },
    {
      sessionSeconds: options.sessionSeconds ?? 7200,
      sessionCalls: options.sessionCalls ?? Number.POSITIVE_INFINITY,
      rotateRefreshTokens: options.rotateRefreshTokens ?? false,
    },
    options.publicKey,
    clock,
    new Random(seed, 'sessions'),
  )
  return {
    clock,
    schema,
    store,
    sessions,
    usage: new Usage(clock, options.dailyRequests ?? 100_000, options.limitInfo ?? 'plain'),
    cursors: new Cursors(clock),
    jobs: new QueryJobs(clock, seed),
    faults: new Faults(),
    mutations: new Mutations(schema, store, clock, userId),
    activity: new Activity(),
    conditions: conditionsOf(options),
  }
}

function conditionsOf(options: Partial<Conditions>): Conditions {
  const names = Object.keys(usualConditions) as (keyof Conditions)[]
  const told = names.filter((name) => options[name] !== undefined)
  return { ...usualConditions, ...Object.fromEntries(told.map((name) => [name, options[name]])) }
}
