import { mapRecords } from '../../../sql/map-records.ts'
import { sparkDialect as dialect } from '../../../sql/spark-dialect.ts'
import { answerNames } from './answer-names.ts'
import type { PlanStep } from './plan.ts'
import type { PlanFacts, PlannedInput } from './plan-facts.ts'
import { queryStep } from './query-step.ts'
import { rawSchema } from './raw-schema.ts'

/** Reads a stream, maps it, and lists the lines that are refused: their bytes are read where they lie. */
export function readSteps(
  { rawUrl, workUrl }: PlanFacts,
  { raw, relation, number }: PlannedInput,
): PlanStep[] {
  const { provider, stream, batches, discardsValues = false } = raw
  const name = `raw_${number}`
  return [
    {
      do: 'read',
      name,
      objects: batches.map(({ key }) => ({ key, url: rawUrl(key) })),
      schema: rawSchema(stream.raw),
    },
    queryStep({
      name: relation,
      query: mapRecords(dialect, stream, provider, name, { discardsValues }),
    }),
    {
      do: 'lines',
      name: answerNames.refused(number),
      query: `SELECT m._file AS file, abs(m._line) - f.first + 1 AS line, m._line < 0 AS broken, m._errors AS errors
FROM ${relation} m JOIN (SELECT _file, min(abs(_line)) AS first FROM ${relation} GROUP BY _file) f ON f._file = m._file
WHERE ${dialect.length('m._errors')} > 0`,
      location: `${workUrl}refused/${number}`,
    },
  ]
}
