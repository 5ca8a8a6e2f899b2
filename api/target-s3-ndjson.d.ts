import * as _descant_sdk from '@descant/sdk';

/** What the pipeline knows of a record, in the names of the Singer field. */
interface RecordEnvelope {
    /** When the tap read it. */
    readonly extractedAt: string;
    /** When the target received it. */
    readonly receivedAt: string;
    /** When its batch was opened. */
    readonly batchedAt: string;
    /** Grows with each record, across streams and runs. */
    readonly sequence: number;
    /** The table version, where the tap sends one. */
    readonly tableVersion: number | undefined;
}
/**
 * A line of the raw zone: the record's own bytes, with what the pipeline knows of it appended.
 *
 * @param text The JSON text of an object, as the tap wrote it.
 * @param record The same, parsed.
 * @example
 * rawLine('{"total":10.10}', { total: 10.1 }, envelope)
 * // '{"total":10.10,"_sdc_extracted_at":"2026-11-23T02:00:00.000Z",…}'
 */
declare function rawLine(text: string, record: object, envelope: RecordEnvelope): string;

/** Singer to the raw zone: gzipped NDJSON in S3 or a folder, each record's bytes as the tap wrote them. */
declare const targetS3Ndjson: _descant_sdk.Target;

export { type RecordEnvelope, rawLine, targetS3Ndjson };
