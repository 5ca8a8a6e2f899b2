import { customers, defineSource, defineStream } from '@descant/transform'

const members = defineStream({
  name: 'people',
  entity: customers,
  raw: { number: 'text', mail: 'text', name: { given: 'text', family: 'text' }, changed: 'text' },
  columns: (person) => ({
    customer_id: person.number,
    email: person.mail,
    first_name: person.name.given,
    last_name: person.name.family,
    updated_at: person.changed,
  }),
})

/** The members of a club: `defineModel({ base: standardModel, sources: [club] })` knows them. */
export const club = defineSource({ type: 'club', streams: [members] })
