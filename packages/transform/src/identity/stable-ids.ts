import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'

/** What the ids of an earlier run are read from. */
export interface IdentityHistory {
  /** Relation with the columns of `identity_map`. */
  readonly map: string
  /** Relation with the columns of `identity_merges`. */
  readonly merges: string
  /** Relation with all profile ids that are given, where `map` is a part of it. @default `map` */
  readonly given?: string
  /** The time that new ids and merges are dated with. */
  readonly now: Date
}

/**
 * Gives every component of the identity graph its profile id, keeping the ids of earlier runs.
 *
 * A component claims the ids that its nodes had. Where a component fell apart, the id stays with
 * the part that holds its least node. Of the ids that a component holds then, the oldest lives on
 * and the others are merged into it. A component without any takes `p_` and a hash of its least
 * node, which a rebuild from nothing gives again.
 *
 * Steps: `identity_map_next` and `identity_merges_next`.
 */
export function stableIds(
  dialect: Dialect,
  { map, merges, now, given = map }: IdentityHistory,
): Step[] {
  const time = dialect.cast(dialect.text(now.toISOString()), 'timestamptz')
  const newId = (seed: string) => `'p_' || substring(${dialect.sha256(seed)}, 1, 24)`
  const salted = `n.component || ' ' || ${dialect.text(now.toISOString())}`
  return [
    {
      name: 'identity_claims',
      query: `SELECT c.component, m.profile_id, min(m.since) AS since, min(c.node) AS anchor
FROM identity_components c JOIN ${map} m ON m.node = c.node
GROUP BY c.component, m.profile_id`,
    },
    {
      name: 'identity_held',
      query: `SELECT component, profile_id, since, row_number() OVER (
  PARTITION BY component ORDER BY since NULLS LAST, anchor NULLS LAST) AS age_rank
FROM (
  SELECT *, row_number() OVER (PARTITION BY profile_id ORDER BY anchor NULLS LAST) AS claim_rank
  FROM identity_claims
) claims WHERE claim_rank = 1`,
    },
    {
      name: 'identity_new',
      query: `SELECT c.component, ${newId('c.component')} AS profile_id
FROM (SELECT DISTINCT component FROM identity_components) c
WHERE NOT EXISTS (SELECT 1 FROM identity_held h WHERE h.component = c.component)`,
    },
    {
      name: 'identity_ids',
      query: `SELECT component, profile_id, coalesce(since, ${time}) AS since FROM identity_held WHERE age_rank = 1
UNION ALL
SELECT n.component, CASE WHEN taken.profile_id IS NULL THEN n.profile_id ELSE ${newId(salted)} END, ${time}
FROM identity_new n LEFT JOIN (
  SELECT DISTINCT g.profile_id FROM ${given} g WHERE g.profile_id IN (SELECT profile_id FROM identity_new)
) taken ON taken.profile_id = n.profile_id`,
    },
    {
      name: 'identity_map_next',
      query: `SELECT c.node, i.profile_id, i.since
FROM identity_components c JOIN identity_ids i ON i.component = c.component`,
    },
    {
      name: 'identity_merges_new',
      query: `SELECT h.profile_id AS old_profile_id, i.profile_id, ${time} AS merged_at
FROM identity_held h JOIN identity_ids i ON i.component = h.component WHERE h.age_rank > 1`,
    },
    {
      name: 'identity_merges_next',
      query: `SELECT m.old_profile_id, coalesce(onward.profile_id, m.profile_id) AS profile_id, m.merged_at
FROM ${merges} m
LEFT JOIN identity_merges_new onward ON onward.old_profile_id = m.profile_id
LEFT JOIN identity_merges_new again ON again.old_profile_id = m.old_profile_id
LEFT JOIN identity_ids alive ON alive.profile_id = m.old_profile_id
WHERE again.old_profile_id IS NULL AND alive.profile_id IS NULL
UNION ALL SELECT old_profile_id, profile_id, merged_at FROM identity_merges_new`,
    },
  ]
}
