import type { Model } from '../../model/define-model.ts'
import { judgeQuality, ruleReport } from '../../quality/check-quality.ts'
import { recordCounts } from '../../tables/count-outcomes.ts'
import {
  checkConservation,
  checkRows,
  type QualityReport,
  type StreamReport,
} from '../../transform-report.ts'
import { answerNames } from './plan/answer-names.ts'
import type { CompiledPlan } from './plan/compile-plan.ts'
import type { PlannedInput } from './plan/plan-facts.ts'
import { answerOf, type RunReport } from './run-report.ts'

/**
 * What became of every record, from the counts of a report, which must add up.
 *
 * @throws {TransformError} `TRANSFORM_CONSERVATION`
 */
export function judgeCounts(
  report: RunReport,
  { recordEntities }: Model,
  { inputs }: CompiledPlan,
): StreamReport[] {
  const streams = recordEntities.flatMap(({ name }) =>
    inputs
      .filter(({ stream }) => stream.entity.name === name)
      .map((input) => streamReport(report, input)),
  )
  checkConservation(streams)
  for (const table of new Set(streams.map((stream) => stream.table))) {
    const kept = streams
      .filter((stream) => stream.table === table)
      .reduce((sum, stream) => sum + stream.kept, 0)
    const { rows, stayed } = answerOf(report, answerNames.rows(table))
    checkRows(table, { rows: Number(rows), expected: kept + Number(stayed) })
  }
  return streams
}

function streamReport(report: RunReport, { number, raw }: PlannedInput): StreamReport {
  const counts = recordCounts(
    answerOf(report, answerNames.input(number)),
    answerOf(report, answerNames.outcome(number)),
  )
  const damaged = new Set(report.damaged)
  return {
    provider: raw.provider,
    stream: raw.stream.name,
    table: raw.stream.entity.name,
    objects: raw.batches.length + raw.activations.length,
    ...counts,
    damagedObjects: raw.batches.filter(({ key }) => damaged.has(key)).length,
  }
}

/**
 * How the tables that are to be stand up to their rules.
 *
 * @throws {TransformError} `TRANSFORM_QUALITY`
 */
export const judgeRules = (
  report: RunReport,
  { changing }: CompiledPlan,
): readonly QualityReport[] =>
  judgeQuality(
    changing.flatMap((entity) =>
      (entity.quality ?? []).map((rule, index) =>
        ruleReport(entity, rule, answerOf(report, answerNames.rule(entity, index)).violations),
      ),
    ),
  )
