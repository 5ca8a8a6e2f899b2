import { defineTarget, packageVersion } from '@descant/sdk'
import { writeActivation } from './activate.ts'
import { packLines } from './pack-lines.ts'
import { rawSink } from './raw-sink.ts'
import { rejectSink } from './reject-sink.ts'
import { settings } from './settings.ts'
import { openZones } from './zones.ts'

/** Singer to the raw zone: gzipped NDJSON in S3 or a folder, each record's bytes as the tap wrote them. */
export const targetS3Ndjson = defineTarget({
  name: 'target-s3-ndjson',
  version: packageVersion(import.meta.url),
  description: 'Writes Singer streams as gzipped NDJSON to S3 or a folder, byte for byte.',
  config: settings,
  async connect(config, { log }) {
    const zones = await openZones(config, log)
    let activations = 0
    return { zones, nextActivation: () => activations++ }
  },
  registerSchema: ({ zones }, stream) => zones.record.registerSchema(stream),
  packing: {
    worker: new URL('./worker.js', import.meta.url),
    pack: packLines,
    options: ({ zones }) => ({ level: zones.level, looks: zones.record.isKept }),
    sink: ({ zones }, stream) => rawSink(zones, stream.name),
  },
  rejects: ({ zones }, stream, type) => rejectSink(zones, stream, type),
  activateVersion: ({ zones, nextActivation }, stream, number) =>
    writeActivation(zones, stream, number, nextActivation()),
  close: ({ zones }) => zones.record.close(),
})
