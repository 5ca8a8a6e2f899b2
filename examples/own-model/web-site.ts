import { defineSource, defineStream, events, firstOf } from '@descant/transform'

/** What a web site's own tracker sends, by webhooks or a tap: a record is something that a visitor did. */
const hits = defineStream({
  name: 'hits',
  entity: events,
  raw: {
    id: 'text',
    kind: 'text',
    at: 'text',
    visitor: { cookie: 'text', email: 'text', login: 'text' },
    visit: { id: 'text', firstPage: 'text', from: 'text' },
    details: 'text',
  },
  columns: (hit) => ({
    event_id: hit.id,
    type: hit.kind,
    occurred_at: hit.at,
    email: firstOf(hit.visitor.login, hit.visitor.email),
    anonymous_id: hit.visitor.cookie,
    session_id: hit.visit.id,
    landing_page: hit.visit.firstPage,
    referrer: hit.visit.from,
    properties: hit.details,
    updated_at: hit.at,
  }),
})

/** A provider: the streams of a web site. */
export const webSite = defineSource({ type: 'web-site', streams: [hits] })
