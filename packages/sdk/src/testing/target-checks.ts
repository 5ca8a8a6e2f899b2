import type { Check } from './check.ts'
import { settingsAreDescribed } from './checks/settings-are-described.ts'
import {
  failedCommitIsNotAcknowledged,
  failingDestinationIsTold,
} from './checks/target/failing-commits-are-told.ts'
import {
  changedKeyCounts,
  compoundKeysAreKept,
  keylessRecordsAreKept,
  missingFieldsStayMissing,
  repeatedKeysAreReplaced,
} from './checks/target/keys-are-kept.ts'
import { endedRunGoesOn, killedRunGoesOn } from './checks/target/killed-runs-go-on.ts'
import { linesOfAnyKind } from './checks/target/lines-of-any-kind.ts'
import { noSecretOfTargetIsTold, stdoutHoldsStates } from './checks/target/nothing-is-told.ts'
import { bytesArrive, numbersArrive } from './checks/target/numbers-arrive.ts'
import { propertyNamesArrive } from './checks/target/property-names-arrive.ts'
import {
  recordBeforeSchemaIsRefused,
  rejectsLeaveNeighboursAlone,
} from './checks/target/rejects-leave-neighbours-alone.ts'
import { schemaChangesKeepOrder } from './checks/target/schema-changes-keep-order.ts'
import { stateFollowsRecords, stateIsUntouched } from './checks/target/state-follows-records.ts'
import { slowCommitsChangeNothing, streamsStayApart } from './checks/target/streams-stay-apart.ts'
import {
  hugeRecordArrives,
  nullCharacterArrives,
  textArrives,
} from './checks/target/text-arrives.ts'
import { typesArrive, unionsArrive } from './checks/target/types-arrive.ts'
import { unfinishedBatchIsInvisible } from './checks/target/unfinished-batch-is-invisible.ts'
import {
  activatedVersionIsTheOnlyOne,
  activationFollowsRecords,
} from './checks/target/versions-are-activated.ts'
import type { TargetCheckName } from './target-check-name.ts'
import type { TargetTrial } from './target-trial.ts'

/** What every target promises, in the order in which a broken promise is best looked for. */
export const targetChecks = [
  settingsAreDescribed,
  typesArrive,
  unionsArrive,
  textArrives,
  nullCharacterArrives,
  propertyNamesArrive,
  numbersArrive,
  bytesArrive,
  hugeRecordArrives,
  keylessRecordsAreKept,
  repeatedKeysAreReplaced,
  compoundKeysAreKept,
  changedKeyCounts,
  missingFieldsStayMissing,
  schemaChangesKeepOrder,
  streamsStayApart,
  slowCommitsChangeNothing,
  linesOfAnyKind,
  rejectsLeaveNeighboursAlone,
  recordBeforeSchemaIsRefused,
  stateFollowsRecords,
  stateIsUntouched,
  failedCommitIsNotAcknowledged,
  failingDestinationIsTold,
  unfinishedBatchIsInvisible,
  killedRunGoesOn,
  endedRunGoesOn,
  activationFollowsRecords,
  activatedVersionIsTheOnlyOne,
  noSecretOfTargetIsTold,
  stdoutHoldsStates,
] as const satisfies readonly Check<TargetTrial, TargetCheckName>[]
