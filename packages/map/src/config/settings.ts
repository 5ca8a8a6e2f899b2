import type { ObjectSchema } from '@descant/sdk'
import { onErrorChoices } from '../failures.ts'
import { streamSettings } from './stream-settings.ts'

/** The settings of `descant-map`. */
export const settings: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    streams: {
      type: 'object',
      additionalProperties: streamSettings,
      default: {},
      description:
        'What becomes of each stream, by its name or a pattern with `*` and `?`; null leaves it ' +
        'out. A name wins over patterns, and a pattern over those after it.',
    },
    else: {
      ...streamSettings,
      description:
        'What becomes of all other streams. Default: they pass through, byte for byte; null leaves ' +
        'them out.',
    },
    on_error: {
      type: 'string',
      enum: onErrorChoices,
      default: 'fail',
      description:
        'What follows from a value that cannot be computed or cast: the run ends, the value is ' +
        'null, or its record is left out. The last two are told and counted.',
    },
    missing_fields: {
      type: 'string',
      enum: ['fail', 'warn'],
      default: 'fail',
      description:
        'What follows from a field that the config names and the schema of the stream does not ' +
        'have. Under a pattern, and under `else`, it is no fault.',
    },
    hash_salt: {
      type: 'string',
      minLength: 1,
      secret: true,
      description:
        'The key of the hashes (HMAC). Without it whoever can guess a value can tell it by its hash.',
    },
    line_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 86_400,
      default: 10,
      description:
        'The longest that expressions and patterns may take for one line; then the run ends.',
    },
  },
}
