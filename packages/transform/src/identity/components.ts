import type { Step } from '../sql/step.ts'

/**
 * An identifier that more records share than this links none of them: it is a shop's till, a
 * family's landline or a default value, not a person.
 */
export const mostRecordsOfAnIdentifier = 200

/**
 * `identity_edges`: every node tied to the least node that shares an identifier with it. A star
 * around each identifier's least node holds the same nodes together as all pairs would, in as many
 * edges as there are links.
 *
 * @param mostRecords SQL of how many records may share `identifier`.
 * @param outside a relation of identifiers that link nothing: too many share them, and not all of
 *   these are among the nodes.
 * @param likely a query for more edges, of records that share no identifier and are likely one person.
 */
export const identityEdges = (
  mostRecords: string,
  {
    likely,
    outside,
  }: { readonly likely?: string | undefined; readonly outside?: string | undefined },
): Step[] => [
  {
    name: 'identity_hubs',
    query: `SELECT identifier, min(node) AS hub FROM identity_links${
      outside === undefined ? '' : `\nWHERE identifier NOT IN (SELECT identifier FROM ${outside})`
    }
GROUP BY identifier HAVING count(*) BETWEEN 2 AND ${mostRecords}`,
  },
  {
    name: 'identity_edges',
    query: `SELECT DISTINCT l.node, h.hub FROM identity_links l
JOIN identity_hubs h ON h.identifier = l.identifier WHERE l.node <> h.hub${
      likely === undefined ? '' : `\nUNION ${likely}`
    }`,
  },
]

/** `component_labels` before the first round: each node that has edges is a component of its own. */
export const firstLabels: Step = {
  name: 'component_labels',
  query: `SELECT node, node AS component FROM (
  SELECT node FROM identity_edges UNION SELECT hub FROM identity_edges) nodes`,
}

/**
 * One round: every node takes the least label among its neighbours (hash to min), then the label
 * that this label's own node has (pointer jump), which halves the way that is left. Labels only
 * fall and never leave their component, so rounds end when none falls, each component labelled
 * with its least node.
 */
export const labelRound: readonly Step[] = [
  {
    name: 'component_minima',
    query: `SELECT node, min(component) AS component FROM (
  SELECT node, component FROM component_labels
  UNION ALL SELECT e.node, l.component FROM identity_edges e JOIN component_labels l ON l.node = e.hub
  UNION ALL SELECT e.hub, l.component FROM identity_edges e JOIN component_labels l ON l.node = e.node
) labels GROUP BY node`,
  },
  {
    name: 'component_next',
    query: `SELECT m.node, least(m.component, j.component) AS component
FROM component_minima m JOIN component_minima j ON j.node = m.component`,
  },
]

/** How many labels the last round changed. */
export const changedLabels = `SELECT count(*) AS changed FROM component_next n
JOIN component_labels l ON l.node = n.node WHERE n.component <> l.component`

/** What the round found becomes what the next one starts from. */
export const nextLabels: Step = {
  name: 'component_labels',
  query: 'SELECT node, component FROM component_next',
}

/** `identity_components`: every node with the least node of its component. */
export const identityComponents: Step = {
  name: 'identity_components',
  query: `SELECT n.node, coalesce(l.component, n.node) AS component
FROM identity_nodes n LEFT JOIN component_labels l ON l.node = n.node`,
}
