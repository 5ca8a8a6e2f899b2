import type { Entity } from '../model/define-entity.ts'

/** The columns of people and of orders that the identity graph is made of. */
export const graphColumns = ({ key, person }: Entity): string[] => {
  const known = [
    'email',
    'phone',
    ...(person ? Object.values(person.sameAs ?? {}) : ['customer_id']),
  ]
  return [...new Set([...key, ...known])]
}
