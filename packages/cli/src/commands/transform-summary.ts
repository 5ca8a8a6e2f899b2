import type { StreamReport, TransformReport } from '@descant/transform'

const streamLine = (stream: StreamReport): string =>
  `${stream.provider} ${stream.stream}: ${stream.records} records in = ${stream.kept} kept + ` +
  `${stream.superseded} superseded + ${stream.deleted} deleted + ${stream.deadLetters} dead letters`

/** What a run of the transformation did, a line each, for a person. */
export function transformSummary(report: TransformReport): string {
  const { objects, streams, tables, unmapped, waiting, rebuilt, quality } = report
  const lines = [
    `${objects.consumed} new raw objects of ${objects.listed}`,
    ...(rebuilt ? [`all tables were rebuilt: ${rebuilt}`] : []),
    ...streams.map(streamLine),
    ...unmapped.map(
      ({ provider, stream, objects: count }) =>
        `${provider} ${stream}: no table is made of it; ${count} objects wait`,
    ),
    ...waiting.map(
      ({ provider, stream, version, objects: count }) =>
        `${provider} ${stream}: ${count} objects wait, since version ${version} of the schema is not ` +
        'accepted; see descant schema diff',
    ),
    ...quality
      .filter(({ violations }) => violations > 0)
      .map(({ table, rule, violations }) => `${table}: ${violations} rows break ${rule}`),
    ...tables
      .filter(({ committed }) => committed)
      .map(({ table, rows, rowsBefore }) => `${table}: ${rows} rows (${rowsBefore} before)`),
  ]
  return `${lines.join('\n')}\n`
}

/** From this record of a stream on its dead letters are judged. */
const judgedFrom = 1000

/** The streams of which more than `ratio` went to the dead letters, as words. */
export function tooManyDeadLetters(report: TransformReport, ratio: number): string[] {
  return report.streams
    .filter(({ records, deadLetters }) => records >= judgedFrom && deadLetters / records > ratio)
    .map(({ provider, stream, records, deadLetters }) => {
      return `${provider} ${stream}: ${deadLetters} of ${records} records went to the dead letters`
    })
}
