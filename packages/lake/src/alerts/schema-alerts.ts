import { waitingVersion } from '../registry/change-registry.ts'
import { describeChange } from '../registry/diff-schemas.ts'
import type { StreamRegistry } from '../registry/stream-registry.ts'
import type { Alert } from './alert.ts'

/**
 * What a person should know of a stream's schema: a version that waits for a decision, and drift that
 * nobody has been asked about. The same registry always gives the same subjects.
 *
 * @param ofRun only drift that this run saw first; that of all runs without it.
 */
export function schemaAlerts(registry: StreamRegistry, ofRun?: string): Alert[] {
  const { customer, provider, stream } = registry
  const name = { kind: 'schema-drift' as const, customer, provider, stream }
  const waiting = waitingVersion(registry)
  const asked = new Set(registry.decisions.flatMap(({ versions }) => versions))
  if (waiting) asked.add(waiting.number)
  const told = new Set(
    registry.versions
      .filter(({ number, status }) => asked.has(number) || status !== 'accepted')
      .map(({ first_seen_at: at, run }) => `${at} ${run}`),
  )
  const groups = new Map<string, string[]>()
  for (const { first_seen_at: at, run, detail } of registry.drift) {
    const group = `${at} ${run}`
    if (told.has(group) || (ofRun !== undefined && run !== ofRun)) continue
    groups.set(group, [...(groups.get(group) ?? []), detail])
  }
  const waits: Alert[] = waiting
    ? [
        {
          ...name,
          subject: `${stream} version ${waiting.number} waits`,
          title: `${provider} ${stream}: the schema changed, and the transform of this stream waits`,
          lines: waiting.changes.map(describeChange),
          remedy: `Look at it with descant schema diff, then descant schema accept or reject (--provider ${provider} --stream ${stream}).`,
        },
      ]
    : []
  return [
    ...waits,
    ...Array.from(groups, ([group, lines]) => ({
      ...name,
      subject: `${stream} drift ${group}`,
      title: `${provider} ${stream}: the data changed`,
      lines,
      remedy: 'Nothing waits for it. descant schema show tells all drift of the stream.',
    })),
  ]
}
