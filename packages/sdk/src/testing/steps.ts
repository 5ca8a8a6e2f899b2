import type { JsonSchema } from '@descant/sdk'
import { stringifyExact } from '../exact-json.ts'

/** A stream that a target is tried with. */
export interface SampleStream {
  readonly name: string
  readonly schema: JsonSchema
  readonly keyProperties: readonly string[]
}

/** A record of a stream, as a value and as the text that is sent. */
export interface SampleRecord {
  readonly type: 'RECORD'
  readonly stream: string
  readonly value: Readonly<Record<string, unknown>>
  readonly text: string
  readonly version: number | undefined
}

/** A message of a scenario. */
export type Step =
  | { readonly type: 'SCHEMA'; readonly stream: SampleStream }
  | SampleRecord
  | { readonly type: 'STATE'; readonly text: string }
  | { readonly type: 'ACTIVATE_VERSION'; readonly stream: string; readonly version: number }

export const schemaStep = (stream: SampleStream): Step => ({ type: 'SCHEMA', stream })

/** A record, given as a value (exact numbers included) or as its JSON text. */
export const recordStep = (
  { name: stream }: SampleStream,
  record: Readonly<Record<string, unknown>> | string,
  version?: number,
): SampleRecord => {
  const isText = typeof record === 'string'
  const value = isText ? (JSON.parse(record) as Readonly<Record<string, unknown>>) : record
  return { type: 'RECORD', stream, value, text: isText ? record : stringifyExact(record), version }
}

export const stateStep = (value: unknown): Step => ({ type: 'STATE', text: JSON.stringify(value) })

export const activateStep = ({ name: stream }: SampleStream, version: number): Step => ({
  type: 'ACTIVATE_VERSION',
  stream,
  version,
})

const lineOf = (step: Step): string => {
  switch (step.type) {
    case 'SCHEMA': {
      const { name, schema, keyProperties } = step.stream
      const message = { type: 'SCHEMA', stream: name, schema, key_properties: keyProperties }
      return JSON.stringify(message)
    }
    case 'RECORD': {
      const version = step.version === undefined ? '' : `,"version":${step.version}`
      return `{"type":"RECORD","stream":${JSON.stringify(step.stream)},"record":${step.text}${version}}`
    }
    case 'STATE':
      return `{"type":"STATE","value":${step.text}}`
    case 'ACTIVATE_VERSION':
      return JSON.stringify(step)
  }
}

/** The lines that a tap would write. */
export const linesOf = (steps: readonly Step[]): string[] => steps.map(lineOf)

/** The number of steps up to and with the STATE of this text; 0 where there is none. */
export const stepsThrough = (steps: readonly Step[], state: string | undefined): number =>
  steps.findIndex((step) => step.type === 'STATE' && step.text === state) + 1

/** What a tap would write that goes on from a STATE: the schemas again, and what comes after it. */
export function stepsFrom(steps: readonly Step[], state: string | undefined): readonly Step[] {
  const done = stepsThrough(steps, state)
  const schemas = new Map<string, Step>()
  for (const step of steps.slice(0, done)) {
    if (step.type === 'SCHEMA') schemas.set(step.stream.name, step)
  }
  return [...schemas.values(), ...steps.slice(done)]
}
