import { ConfigError, type Issue, type Logger, type SchemaMessage } from '@descant/sdk'
import type { Mapping } from './config/compile-mapping.ts'
import type { Failures } from './failures.ts'
import { readFields, writeFields } from './json/fields.ts'
import { readShape, type Shape } from './schema/shape.ts'
import { writeSchema } from './schema/write-schema.ts'
import type { Step, StepContext } from './steps/step.ts'

/** What a plan is made with. */
export interface PlanOptions {
  readonly mapping: Mapping
  /** The name of the stream as it leaves. */
  readonly name: string
  readonly failures: Failures
  readonly mayBecomeNull: boolean
  readonly failsOnMissing: boolean
  readonly log: Logger
}

/** A mapping made ready for one schema of a stream. */
export interface StreamPlan {
  /** The SCHEMA as it leaves. */
  readonly schemaLine: string
  /** Whether records change at all, beside the name of their stream. */
  readonly changesRecords: boolean
  /** The JSON text of a record as it leaves; undefined where it is filtered out. */
  map(text: string): string | undefined
}

const contextOf = (options: PlanOptions, stream: string, issues: Issue[]): StepContext => {
  const { mapping, failures, mayBecomeNull, failsOnMissing, log } = options
  const { setting, isForMany } = mapping
  const problem = (path: string, message: string) => {
    issues.push({ path: `${setting}.${path}`, message: `${message} (stream ${stream})` })
  }
  return {
    failures,
    mayBecomeNull,
    setting,
    problem,
    missing(path, field) {
      if (isForMany) {
        log.debug('a field of the config is not in the schema', { stream, setting, field })
      } else if (failsOnMissing) {
        problem(path, `there is no field ${field}; mend the name, or set missing_fields to warn`)
      } else {
        log.warning('a field of the config is not in the schema', {
          stream,
          setting: `${setting}.${path}`,
          field,
        })
      }
    },
  }
}

/**
 * Makes a mapping ready for a schema.
 *
 * @param line The SCHEMA as the tap sent it.
 * @throws {ConfigError} where the mapping cannot be right for this schema.
 */
export function planStream(line: string, message: SchemaMessage, options: PlanOptions): StreamPlan {
  const { mapping, name } = options
  const issues: Issue[] = []
  const context = contextOf(options, message.stream, issues)
  let shape: Shape = readShape(message, readFields(line).get('schema')?.text ?? '{}')
  const steps: Step[] = []
  for (const prepare of mapping.steps) {
    const step = prepare(shape, context)
    steps.push(step)
    shape = step.shape
  }
  shape = mapping.keys(shape, context).shape
  if (issues.length > 0) throw new ConfigError(issues)
  const changesRecords = steps.length > 0
  return {
    schemaLine: writeSchema(line, name, shape, changesRecords),
    changesRecords,
    map(text) {
      let fields = readFields(text)
      for (const { apply } of steps) {
        const changed = apply ? apply(fields) : fields
        if (changed === undefined) return undefined
        fields = changed
      }
      return writeFields(fields)
    },
  }
}
