import type { SearchEngine } from './search-engine.ts'

/** What a server's mappings can hold, beyond what all have. */
export interface SearchFeatures {
  /** Whether there is the type that decimals are best kept in; a minimal distribution lacks it. */
  readonly hasScaledFloat: boolean
  /** The format that times are read fastest by, where it is not the server's own. */
  readonly timeFormat?: string
}

/** The answer to `GET /_nodes/plugins`, of what is asked here. */
export interface NodesDescription {
  readonly nodes?: Readonly<
    Record<string, { version?: string; modules?: readonly { readonly name: string }[] }>
  >
}

/** OpenSearch reads times by it in a third of the time; it came with 2.12. */
const fastTimes = { format: 'rfc3339_lenient', since: [2, 12] } as const

/** What all nodes of a server can do. */
export function featuresOf(
  name: SearchEngine['name'],
  { nodes = {} }: NodesDescription,
): SearchFeatures {
  const all = Object.values(nodes)
  const every = (can: (node: (typeof all)[number]) => boolean) => all.length > 0 && all.every(can)
  const hasScaledFloat = every(({ modules = [] }) =>
    modules.some((module) => module.name === 'mapper-extras'),
  )
  const isFast = name === 'OpenSearch' && every(({ version }) => isSince(version, fastTimes.since))
  return isFast ? { hasScaledFloat, timeFormat: fastTimes.format } : { hasScaledFloat }
}

function isSince(version: string | undefined, [major, minor]: readonly [number, number]): boolean {
  const [ofMajor = 0, ofMinor = 0] = (version ?? '').split('.').map(Number)
  return ofMajor > major || (ofMajor === major && ofMinor >= minor)
}
