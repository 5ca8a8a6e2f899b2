import type { Reply } from '../../reply.ts'
import { defineFault, type FaultCall } from '../control/fault-kind.ts'
import type { BulkFault } from './bulk-operation.ts'

/** The ways in which a bulk operation goes wrong. They wait for a request that starts one. */
export const bulkFaultKinds = {
  bulk_failed: defineFault({
    summary:
      'the bulk operation that is started fails with `error_code` (INTERNAL_SERVER_ERROR) after `after_objects` (half of them); `partial_data` (false) shows what it had, `partial_after_seconds` (0) later',
    defaults: {
      error_code: ['INTERNAL_SERVER_ERROR', 'TIMEOUT', 'ACCESS_DENIED'],
      after_objects: null,
      partial_data: false,
      partial_after_seconds: 0,
    },
    apply: (call, settings) =>
      onStart(call, {
        ending: 'FAILED',
        errorCode: settings.error_code,
        ...after(settings.after_objects),
        ...(settings.partial_data && {
          partialData: { afterSeconds: settings.partial_after_seconds },
        }),
      }),
  }),
  bulk_canceled: defineFault({
    summary: 'somebody cancels it after `after_objects` (half of them); it still has a link',
    defaults: { after_objects: null },
    apply: (call, { after_objects }) =>
      onStart(call, { ending: 'CANCELED', ...after(after_objects) }),
  }),
  bulk_stalled: defineFault({
    summary: 'it stands still after `after_objects` (half of them), until it times out in ten days',
    defaults: { after_objects: null },
    apply: (call, { after_objects }) =>
      onStart(call, { ending: 'STALLED', ...after(after_objects) }),
  }),
  bulk_cut_file: defineFault({
    summary: 'its file breaks off `bytes` (10) before its end, in the middle of a line',
    defaults: { bytes: 10 },
    apply: (call, { bytes }) => onStart(call, { cutBytes: bytes }),
  }),
  bulk_missing_lines: defineFault({
    summary: 'its file lacks the last `lines` (1), though `objectCount` counts them',
    defaults: { lines: 1 },
    apply: (call, { lines }) => onStart(call, { missingLines: lines }),
  }),
  bulk_short_list: defineFault({
    summary: 'the nested connection `field` (codes) is cut at `size` (100), and nothing tells',
    defaults: { field: 'codes', size: 100 },
    apply: (call, shortList) => onStart(call, { shortList }),
  }),
  bulk_short_link: defineFault({
    summary: 'its links are good for `seconds` (60) instead of seven days',
    defaults: { seconds: 60 },
    apply: (call, { seconds }) => onStart(call, { linkSeconds: seconds }),
  }),
  bulk_limit: defineFault({
    summary: 'it is refused with LIMIT_REACHED',
    apply: (call) => onStart(call, { limitReached: true }),
  }),
}

function onStart({ request, proceed }: FaultCall, bulkFault: BulkFault): Reply | undefined {
  return request.body.includes('bulkOperationRunQuery') ? proceed({ bulkFault }) : undefined
}

const after = (objects: number | null) => (objects === null ? {} : { afterObjects: objects })
