import type { BrokenTarget } from './broken-target.ts'
import { acceptsRecordBeforeSchema } from './targets/accepts-record-before-schema.ts'
import { activatesBeforeRecords } from './targets/activates-before-records.ts'
import { activationKeepsOldRecords } from './targets/activation-keeps-old-records.ts'
import { chokesOnBom } from './targets/chokes-on-bom.ts'
import { collapsesKeylessRecords } from './targets/collapses-keyless-records.ts'
import { dropsRejects } from './targets/drops-rejects.ts'
import { firstOfABatchWins } from './targets/first-of-a-batch-wins.ts'
import { firstRecordWins } from './targets/first-record-wins.ts'
import { flattensLists } from './targets/flattens-lists.ts'
import { ignoresNewColumns } from './targets/ignores-new-columns.ts'
import { joinsKeyParts } from './targets/joins-key-parts.ts'
import { keepsFirstKey } from './targets/keeps-first-key.ts'
import { losesBufferOnFailedCommit } from './targets/loses-buffer-on-failed-commit.ts'
import { losesPrototypeKey } from './targets/loses-prototype-key.ts'
import { losesUpdatesSideBySide } from './targets/loses-updates-side-by-side.ts'
import { manglesUnicode } from './targets/mangles-unicode.ts'
import { missingFieldInherits } from './targets/missing-field-inherits.ts'
import { mixesStreams } from './targets/mixes-streams.ts'
import { passesOverFailedCommits } from './targets/passes-over-failed-commits.ts'
import { printsToStdout } from './targets/prints-to-stdout.ts'
import { rejectsWithoutReason } from './targets/rejects-without-reason.ts'
import { rewritesBytes } from './targets/rewrites-bytes.ts'
import { rewritesState } from './targets/rewrites-state.ts'
import { roundsNumbers } from './targets/rounds-numbers.ts'
import { schemaChangeReorders } from './targets/schema-change-reorders.ts'
import { secretInError } from './targets/secret-in-error.ts'
import { secretInLog } from './targets/secret-in-log.ts'
import { stateBeforeCommit } from './targets/state-before-commit.ts'
import { stopsWritingWhenTold } from './targets/stops-writing-when-told.ts'
import { stripsNullCharacters } from './targets/strips-null-characters.ts'
import { truncatesLongValues } from './targets/truncates-long-values.ts'
import { turnsFlagsIntoNumbers } from './targets/turns-flags-into-numbers.ts'
import { undescribedSetting } from './targets/undescribed-setting.ts'
import { writesOnAdd } from './targets/writes-on-add.ts'
import { writesTwice } from './targets/writes-twice.ts'
import { writesWhenClosed } from './targets/writes-when-closed.ts'

/** Every broken target, by the name of its file. */
export const brokenTargets: Readonly<Record<string, BrokenTarget>> = {
  'accepts-record-before-schema': acceptsRecordBeforeSchema,
  'activates-before-records': activatesBeforeRecords,
  'activation-keeps-old-records': activationKeepsOldRecords,
  'chokes-on-bom': chokesOnBom,
  'collapses-keyless-records': collapsesKeylessRecords,
  'drops-rejects': dropsRejects,
  'first-of-a-batch-wins': firstOfABatchWins,
  'first-record-wins': firstRecordWins,
  'flattens-lists': flattensLists,
  'ignores-new-columns': ignoresNewColumns,
  'joins-key-parts': joinsKeyParts,
  'keeps-first-key': keepsFirstKey,
  'loses-buffer-on-failed-commit': losesBufferOnFailedCommit,
  'loses-prototype-key': losesPrototypeKey,
  'loses-updates-side-by-side': losesUpdatesSideBySide,
  'mangles-unicode': manglesUnicode,
  'missing-field-inherits': missingFieldInherits,
  'mixes-streams': mixesStreams,
  'passes-over-failed-commits': passesOverFailedCommits,
  'prints-to-stdout': printsToStdout,
  'rejects-without-reason': rejectsWithoutReason,
  'rewrites-bytes': rewritesBytes,
  'rewrites-state': rewritesState,
  'rounds-numbers': roundsNumbers,
  'schema-change-reorders': schemaChangeReorders,
  'secret-in-error': secretInError,
  'secret-in-log': secretInLog,
  'state-before-commit': stateBeforeCommit,
  'stops-writing-when-told': stopsWritingWhenTold,
  'strips-null-characters': stripsNullCharacters,
  'truncates-long-values': truncatesLongValues,
  'turns-flags-into-numbers': turnsFlagsIntoNumbers,
  'undescribed-setting': undescribedSetting,
  'writes-on-add': writesOnAdd,
  'writes-twice': writesTwice,
  'writes-when-closed': writesWhenClosed,
}
