import type { DataFile, TableSnapshot } from '@descant/lake'
import type { Entity } from '../../model/define-entity.ts'
import type { RunContext } from '../../run/run-context.ts'
import type { ProcessedTable } from '../../tables/processed-tables.ts'
import { commitFiles, type PublishedTable } from '../../tables/publish-table.ts'
import { tableReport } from '../../tables/table-report.ts'
import type { TableReport } from '../../transform-report.ts'
import { dataFiles } from './data-files.ts'
import { answerNames } from './plan/answer-names.ts'
import type { CompiledPlan } from './plan/compile-plan.ts'
import { isNew, type PlanFacts } from './plan/plan-facts.ts'
import { partitionOf } from './plan/write-steps.ts'
import { type RunReport, reportLacks } from './run-report.ts'

/** Makes the files that Spark wrote the tables, one commit each, in the order of all runs. */
export async function publishWritten(
  { model, tables, run, progress }: Pick<RunContext, 'model' | 'tables' | 'run' | 'progress'>,
  facts: PlanFacts,
  { changing }: CompiledPlan,
  report: RunReport,
): Promise<TableReport[]> {
  const summary = { 'descant.run': run, 'descant.engine': 'spark' }
  const reports: TableReport[] = []
  for (const entity of model.commitOrder) {
    const target = tables.get(entity.name) as ProcessedTable
    progress({ stage: 'publish', subject: entity.name })
    const files = changing.includes(entity) ? filesAfter(facts, target, report) : undefined
    const published =
      files === undefined
        ? await commitAsItWas(target, summary)
        : await commitFiles(
            target,
            files,
            summary,
            isNew(facts, entity) ? partitionOf(facts, entity) : undefined,
          )
    reports.push(tableReport(target, published))
  }
  return reports
}

/** All files that a table is to have: those that were written, and those that stay; undefined where no row changes. */
function filesAfter(
  facts: PlanFacts,
  { entity, base }: ProcessedTable,
  report: RunReport,
): DataFile[] | undefined {
  const written = report.files[entity.name]
  if (written === undefined) throw reportLacks(`the files of ${entity.name}`)
  if (written === null) return undefined
  const added = dataFiles(facts.dataFolder, partitionOf(facts, entity), written)
  return base === undefined || isNew(facts, entity)
    ? added
    : [...filesThatStay(entity, base, report), ...added]
}

function filesThatStay(
  entity: Entity,
  base: TableSnapshot,
  { answers }: RunReport,
): readonly DataFile[] {
  const replaced = new Set(
    answers[answerNames.replaced(entity.name)]?.map(({ _file }) => String(_file)),
  )
  const stay = base.files.filter(({ path }) => !replaced.has(path))
  // A file of another name would stay, and its rows be there twice.
  if (base.files.length - stay.length === replaced.size) return stay
  throw reportLacks(`which files of ${entity.name} are replaced`)
}

/** What a run that was killed had changed of a table is taken back. */
const commitAsItWas = async (
  target: ProcessedTable,
  summary: Readonly<Record<string, string>>,
): Promise<PublishedTable> => {
  const { base, head } = target
  if (base === undefined) throw reportLacks(`the files of ${target.entity.name}`)
  return base.snapshotId === head?.snapshotId
    ? { snapshot: base, committed: false }
    : commitFiles(target, base.files, summary)
}
