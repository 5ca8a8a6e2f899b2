import type { Row } from '../store/table.ts'

/** Something that happened to a record. */
export interface EventRecord extends Row {
  readonly __typename: 'BasicEvent'
  readonly action: 'create' | 'destroy' | 'published' | 'placed'
  /** A value of `EventSubjectType`. */
  readonly subjectType: string
  readonly subjectGid: string
  readonly message: string
}
