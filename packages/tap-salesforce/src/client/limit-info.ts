/** How much of a limit is used. */
export interface Usage {
  readonly used: number
  readonly most: number
}

/** What `Sforce-Limit-Info` tells. */
export interface LimitInfo {
  /** Of the calls of all clients in the last 24 hours. */
  readonly apiUsage: Usage | undefined
  /** Of the calls of our own app, where it has a limit of its own. */
  readonly perAppUsage: Usage | undefined
}

const usageIn = (text: string, name: string): Usage | undefined => {
  const [, used, most] = new RegExp(`(?:^|[;,\\s])${name}=(\\d+)/(\\d+)`).exec(text) ?? []
  return used === undefined ? undefined : { used: Number(used), most: Number(most) }
}

/**
 * Reads the header in each of its forms: alone, with the usage per app, with the bursts, or with
 * whatever comes next.
 *
 * @example
 * limitInfo('api-usage=18/5000; per-app-api-usage=17/250(appName=sample)').apiUsage // { used: 18, most: 5000 }
 */
export function limitInfo(header: string | null): LimitInfo {
  const text = header ?? ''
  return {
    apiUsage: usageIn(text, 'api-usage'),
    perAppUsage: usageIn(text, 'per-app-api-usage'),
  }
}
