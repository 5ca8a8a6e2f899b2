import * as _descant_sdk from '@descant/sdk';

/** Singer to the raw zone: gzipped NDJSON in S3 or a folder, each record's bytes as the tap wrote them. */
declare const targetS3Ndjson: _descant_sdk.Target;

export { targetS3Ndjson };
