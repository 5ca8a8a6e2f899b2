import type { Column } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import { choose, extract, firstOf, isThere, literal, lookUp } from '../model/expression.ts'
import { defineEnrichment } from './define-enrichment.ts'
import { mailDomainClasses } from './mail-domains.ts'

const classes = { name: 'mail_domain_classes', entries: mailDomainClasses }

/** What the domain of an e-mail address tells: `free`, `disposable`, or else a `business` of its own. */
export const mailDomain = (entity: Entity<{ readonly email: Column }>) =>
  defineEnrichment({
    name: 'mail_domain',
    doc: 'What the domain of an e-mail address tells.',
    entity,
    columns: {
      email_domain: { type: 'string', doc: 'What follows the @ of `email`.' },
      email_domain_class: {
        type: 'string',
        doc: '`free` (a mailbox for anybody), `disposable` (one for minutes) or `business` (any other).',
      },
    },
    values: ({ email }) => {
      const domain = extract(email, '@(.+)$')
      const business = choose([{ when: isThere(domain), gives: literal('business') }])
      return {
        email_domain: domain,
        email_domain_class: firstOf(lookUp(domain, classes), business),
      }
    },
  })
