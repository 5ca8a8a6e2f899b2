import type { ProjectCustomer, ProjectZones } from '../project/project.ts'

const optional = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, String(value)]

const s3Arguments = ({ s3 }: ProjectZones): string[] => [
  ...optional('s3-endpoint', s3.endpoint),
  ...optional('s3-region', s3.region),
  ...(s3.forcePathStyle === true ? ['--s3-force-path-style'] : []),
]

/** The command line of `descant transform` for a customer. */
export function transformArguments(
  { name, zones, sources, transform }: ProjectCustomer,
  mode: 'incremental' | 'historic',
): string[] {
  const { engine, maxRejectedRatio, matchProbability, memoryLimitMib, model } = transform
  return [
    ...['transform', '--customer', name, '--mode', mode, '--engine', engine, '--json'],
    ...['--raw', zones.raw, '--processed', zones.processed],
    ...['--dead-letters', zones.deadLetters, '--state', zones.state],
    ...s3Arguments(zones),
    ...sources.flatMap(({ name: source, type }) =>
      type === undefined ? [] : ['--source-type', `${source}=${type}`],
    ),
    ...optional('max-rejected-ratio', maxRejectedRatio),
    ...optional('match-probability', matchProbability),
    ...optional('memory-limit-mib', memoryLimitMib),
    ...optional('model', model),
  ]
}

/** The command line of `descant load` for a customer; the database stands in its environment. */
export function loadArguments(
  { name, zones, transform }: ProjectCustomer,
  mode: 'incremental' | 'historic',
): string[] {
  return [
    ...['load', '--customer', name, '--mode', mode, '--json'],
    ...['--processed', zones.processed, '--dead-letters', zones.deadLetters],
    ...s3Arguments(zones),
    ...optional('memory-limit-mib', transform.memoryLimitMib),
  ]
}
