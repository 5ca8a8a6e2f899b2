import type { Column } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import {
  choose,
  type Expression,
  extract,
  firstOf,
  isThere,
  literal,
  lowerCase,
  parameter,
} from '../model/expression.ts'
import { defineEnrichment } from './define-enrichment.ts'

/** The parameters that networks mark a click with, in the order in which they are believed. */
const clickParameters = [
  'gclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'epik',
  'yclid',
] as const

/** What the first page of a visit, and the page before it, tell of where somebody came from. */
export const campaign = (
  entity: Entity<{ readonly landing_page: Column; readonly referrer: Column }>,
) =>
  defineEnrichment({
    name: 'campaign',
    doc: 'Campaign, click and referrer of a visit.',
    entity,
    columns: {
      landing_path: { type: 'string', doc: 'Path of the landing page, without its parameters.' },
      utm_source: { type: 'string', doc: 'Parameter `utm_source` of the landing page.' },
      utm_medium: { type: 'string', doc: 'Parameter `utm_medium` of the landing page.' },
      utm_campaign: { type: 'string', doc: 'Parameter `utm_campaign` of the landing page.' },
      utm_term: { type: 'string', doc: 'Parameter `utm_term` of the landing page.' },
      utm_content: { type: 'string', doc: 'Parameter `utm_content` of the landing page.' },
      click_id: { type: 'string', doc: 'What an advertising network marked the click with.' },
      click_id_type: {
        type: 'string',
        doc: `The parameter that \`click_id\` stood in: ${clickParameters.map((name) => `\`${name}\``).join(', ')}.`,
      },
      referrer_domain: {
        type: 'string',
        doc: 'Host of the page before, lower case and without `www.`.',
      },
    },
    personal: ['click_id'],
    values: ({ landing_page: page, referrer }) => {
      const [first, ...others] = clickParameters.map((name) => parameter(page, name))
      return {
        landing_path: firstOf(
          extract(page, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+(/[^?#]*)'),
          extract(page, '^(/[^?#]*)'),
        ),
        utm_source: parameter(page, 'utm_source'),
        utm_medium: parameter(page, 'utm_medium'),
        utm_campaign: parameter(page, 'utm_campaign'),
        utm_term: parameter(page, 'utm_term'),
        utm_content: parameter(page, 'utm_content'),
        click_id: firstOf(first as Expression, ...others),
        click_id_type: choose(
          clickParameters.map((name) => ({
            when: isThere(parameter(page, name)),
            gives: literal(name),
          })),
        ),
        referrer_domain: lowerCase(
          extract(referrer, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^@/?#]*@)?(?:[wW]{3}[.])?([^:/?#]+)'),
        ),
      }
    },
  })
