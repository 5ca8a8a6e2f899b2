import { check, fail } from '../../check.ts'
import { linesOf, recordStep, schemaStep, stateStep } from '../../steps.ts'
import { expectDone, type TargetTrial } from '../../target-trial.ts'

/** A BOM, CRLF, blank lines, unknown types, fields that no one knows, bytes cut anywhere, no last end. */
export const linesOfAnyKind = check(
  'blank lines, CRLF and a BOM change nothing',
  async (trial: TargetTrial) => {
    const stream = trial.stream('lines', { id: { type: 'integer' }, text: { type: 'string' } })
    const steps = [
      schemaStep(stream),
      ...['é', '日本', '👩‍👩‍👧'].map((text, id) => recordStep(stream, { id, text })),
      stateStep('done'),
    ]
    const [schema, ...rest] = linesOf(steps)
    const unknown = '{"type":"SOMETHING_ELSE","stream":"x"}'
    const text = [
      `\ufeff${schema}`,
      '',
      unknown,
      ...rest.map((line) => line.replace(/\}$/, ',"unknown":{"a":[1]}}')),
    ].join('\r\n \n')
    const bytes = Buffer.from(text)
    const cut = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
      bytes.subarray(7 * index, 7 * index + 7),
    )
    const run = await trial.load(cut)
    expectDone(run, steps)
    await trial.expectContent(steps)
    if (run.states.length !== 1) fail(`${run.states.length} STATEs were passed on, not one`)
  },
)
