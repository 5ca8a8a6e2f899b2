import type { Check } from './check.ts'
import { settingsAreDescribed } from './checks/settings-are-described.ts'
import { bookmarkIncludesItsValue } from './checks/tap/bookmark-includes-its-value.ts'
import { bookmarksNeverGoBack } from './checks/tap/bookmarks-never-go-back.ts'
import {
  deselectedFieldsAreNotEmitted,
  deselectedStreamsAreNotEmitted,
} from './checks/tap/deselected-is-not-emitted.ts'
import { discoveryIsValid } from './checks/tap/discovery-is-valid.ts'
import { failingSourceIsTold } from './checks/tap/failing-source-is-told.ts'
import { finalStateIsClean } from './checks/tap/final-state-is-clean.ts'
import { keysAreUnique } from './checks/tap/keys-are-unique.ts'
import { noSecretIsTold } from './checks/tap/no-secret-is-told.ts'
import { recordsHoldDeclaredFields } from './checks/tap/records-hold-declared-fields.ts'
import { recordsKeepToTheirSchema } from './checks/tap/records-keep-to-their-schema.ts'
import { replicationKeyIsPresent } from './checks/tap/replication-key-is-present.ts'
import {
  resumesAfterFailure,
  resumesAfterSigkill,
  resumesAfterSigterm,
} from './checks/tap/resumes-after-interruption.ts'
import { runEndsWhenTold } from './checks/tap/run-ends-when-told.ts'
import { schemaBeforeRecord } from './checks/tap/schema-before-record.ts'
import { secondRunIsSmall } from './checks/tap/second-run-is-small.ts'
import { slowReaderSlowsTheTap } from './checks/tap/slow-reader-slows-the-tap.ts'
import { sortedStreamsAreSorted } from './checks/tap/sorted-streams-are-sorted.ts'
import { statesAreTrue } from './checks/tap/states-are-true.ts'
import { stdoutHoldsMessages } from './checks/tap/stdout-holds-messages.ts'
import { streamsGiveRecords } from './checks/tap/streams-give-records.ts'
import type { TapCheckName } from './tap-check-name.ts'
import type { TapTrial } from './tap-trial.ts'

/** What every tap promises, in the order in which a broken promise is best looked for. */
export const tapChecks = [
  settingsAreDescribed,
  discoveryIsValid,
  streamsGiveRecords,
  schemaBeforeRecord,
  recordsKeepToTheirSchema,
  recordsHoldDeclaredFields,
  keysAreUnique,
  replicationKeyIsPresent,
  sortedStreamsAreSorted,
  bookmarksNeverGoBack,
  bookmarkIncludesItsValue,
  statesAreTrue,
  finalStateIsClean,
  secondRunIsSmall,
  resumesAfterSigterm,
  resumesAfterSigkill,
  resumesAfterFailure,
  runEndsWhenTold,
  failingSourceIsTold,
  deselectedFieldsAreNotEmitted,
  deselectedStreamsAreNotEmitted,
  slowReaderSlowsTheTap,
  noSecretIsTold,
  stdoutHoldsMessages,
] as const satisfies readonly Check<TapTrial, TapCheckName>[]
