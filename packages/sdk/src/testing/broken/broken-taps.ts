import type { BrokenTap } from './broken-tap.ts'
import { bookmarkAheadOfRecords } from './taps/bookmark-ahead-of-records.ts'
import { duplicateKeys } from './taps/duplicate-keys.ts'
import { forgetsPlaceInLog } from './taps/forgets-place-in-log.ts'
import { ignoresAbort } from './taps/ignores-abort.ts'
import { ignoresBookmark } from './taps/ignores-bookmark.ts'
import { ignoresSelection } from './taps/ignores-selection.ts'
import { keyOutsideSchema } from './taps/key-outside-schema.ts'
import { leftoverInState } from './taps/leftover-in-state.ts'
import { missingKey } from './taps/missing-key.ts'
import { missingReplicationValue } from './taps/missing-replication-value.ts'
import { oneGiantPage } from './taps/one-giant-page.ts'
import { printsToStdout } from './taps/prints-to-stdout.ts'
import { recordBeforeSchema } from './taps/record-before-schema.ts'
import { recordBreaksFormat } from './taps/record-breaks-format.ts'
import { recordBreaksSchema } from './taps/record-breaks-schema.ts'
import { restlessDiscovery } from './taps/restless-discovery.ts'
import { sameStreamTwice } from './taps/same-stream-twice.ts'
import { schemaThatCannotBeUsed } from './taps/schema-that-cannot-be-used.ts'
import { secretInError } from './taps/secret-in-error.ts'
import { secretInLog } from './taps/secret-in-log.ts'
import { silentStream } from './taps/silent-stream.ts'
import { skipsAPageWhenResumed } from './taps/skips-a-page-when-resumed.ts'
import { sortedInNameOnly } from './taps/sorted-in-name-only.ts'
import { stateAheadOfRecords } from './taps/state-ahead-of-records.ts'
import { stateGoesBack } from './taps/state-goes-back.ts'
import { strictBookmarkLosesTies } from './taps/strict-bookmark-loses-ties.ts'
import { stumblesOverSelection } from './taps/stumbles-over-selection.ts'
import { swallowsError } from './taps/swallows-error.ts'
import { undeclaredField } from './taps/undeclared-field.ts'
import { undescribedSetting } from './taps/undescribed-setting.ts'
import { unmarkedSecret } from './taps/unmarked-secret.ts'

/** Every broken tap, by the name of its file. */
export const brokenTaps: Readonly<Record<string, BrokenTap>> = {
  'bookmark-ahead-of-records': bookmarkAheadOfRecords,
  'duplicate-keys': duplicateKeys,
  'forgets-place-in-log': forgetsPlaceInLog,
  'ignores-abort': ignoresAbort,
  'ignores-bookmark': ignoresBookmark,
  'ignores-selection': ignoresSelection,
  'key-outside-schema': keyOutsideSchema,
  'leftover-in-state': leftoverInState,
  'missing-key': missingKey,
  'missing-replication-value': missingReplicationValue,
  'one-giant-page': oneGiantPage,
  'prints-to-stdout': printsToStdout,
  'record-before-schema': recordBeforeSchema,
  'record-breaks-format': recordBreaksFormat,
  'record-breaks-schema': recordBreaksSchema,
  'restless-discovery': restlessDiscovery,
  'same-stream-twice': sameStreamTwice,
  'schema-that-cannot-be-used': schemaThatCannotBeUsed,
  'secret-in-error': secretInError,
  'secret-in-log': secretInLog,
  'silent-stream': silentStream,
  'skips-a-page-when-resumed': skipsAPageWhenResumed,
  'sorted-in-name-only': sortedInNameOnly,
  'state-ahead-of-records': stateAheadOfRecords,
  'state-goes-back': stateGoesBack,
  'strict-bookmark-loses-ties': strictBookmarkLosesTies,
  'stumbles-over-selection': stumblesOverSelection,
  'swallows-error': swallowsError,
  'undeclared-field': undeclaredField,
  'undescribed-setting': undescribedSetting,
  'unmarked-secret': unmarkedSecret,
}
