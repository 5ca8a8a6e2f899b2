import type { Dialect } from '../sql/dialect.ts'
import { suppressionSalt } from './suppression-list.ts'

/** SQL of the hash that an identifier, `e:` and an address for one, has in a customer's list. */
export type Hashed = (kind: string, value: string) => string

export const hashedFor =
  (dialect: Dialect, customer: string): Hashed =>
  (kind, value) =>
    dialect.sha256(`${dialect.text(suppressionSalt(customer) + kind)} || ${value}`)

/** SQL of the hash within `KIND:HASH`; NULL where there is none. */
export const hashWithin = (dialect: Dialect, identifier: string): string =>
  dialect.extract(identifier, ':([0-9a-f]{64})$')
