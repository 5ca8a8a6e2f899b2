import { check } from '../../check.ts'
import { recordStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

/** JSON texts of strings: what is on the wire, escapes and all. */
const texts = [
  '"Zażółć gęślą jaźń, Ελληνικά, 日本語, العربية"',
  '"emoji 👩‍👩‍👧‍👦 and 𝒳 beyond the first plane"',
  '"\\u00e9 as an escape, e\\u0301 as two, \\ud83d\\ude00 as a pair"',
  '"quotes \\" and \' and `, slashes / \\/ and \\\\, commas, and a; semicolon"',
  '"line\\nfeed, return\\r, tab\\t, backspace\\b, form feed\\f, \\u0001, \\u007f"',
  '"\\u2028 and \\u2029, which end lines in some languages, and \\ufeff"',
  '"\\\\N, NULL, null, undefined, NaN, true, 007, 1e3, =1+1, {}, [], <b>&amp;</b>"',
  '"  spaces before and after  "',
  '"\'); DROP TABLE records; --"',
]

export const textArrives = check('text arrives whole', (trial: TargetTrial) =>
  trial.expectArrival(
    trial.stream('texts', { id: { type: 'integer' }, text: { type: 'string' } }),
    (own) => texts.map((text, index) => recordStep(own, `{"id":${index},"text":${text}}`)),
  ),
)

export const nullCharacterArrives = check('a null character arrives', (trial: TargetTrial) =>
  trial.expectArrival(
    trial.stream('null_characters', { id: { type: 'integer' }, text: { type: 'string' } }),
    (own) => [
      recordStep(own, '{"id":1,"text":"before\\u0000after"}'),
      recordStep(own, '{"id":2,"text":"\\\\u0000 is six characters"}'),
    ],
  ),
)

export const hugeRecordArrives = check('a huge record arrives', (trial: TargetTrial) =>
  trial.expectArrival(
    trial.stream('huge_records', { id: { type: 'integer' }, text: { type: 'string' } }),
    (own) => [
      recordStep(own, { id: 1, text: 'small' }),
      recordStep(own, { id: 2, text: 'ü'.repeat(trial.hugeRecordBytes / 2) }),
      recordStep(own, { id: 3, text: 'small again' }),
    ],
  ),
)
